"""What every table shares: the metadata, how constraints are named, and the version of it all."""

from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table

SCHEMA_VERSION = "0004"


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# Alembic's own table, drawn here so that a new database is stamped without importing Alembic.
schema_versions = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
