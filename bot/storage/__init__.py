"""Where articles, settings and the query log are kept: SQLite through SQLAlchemy Core."""
