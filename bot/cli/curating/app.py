"""The commands of `storydesk knowledge`."""

import typer

from bot.cli.curating.aliases import add_alias, list_aliases, remove_alias, suggest
from bot.cli.curating.changing import add, edit, restore, retire, roll_back, undo
from bot.cli.curating.goldens import add_golden, list_goldens, remove_golden
from bot.cli.curating.looking import audit, list_articles, show, show_history
from bot.cli.curating.recalling import recall, watch
from bot.cli.curating.statements import end_statement, list_statements, make_statement
from bot.cli.knowledge import export_articles, import_articles


def make_knowledge_app() -> typer.Typer:
    """Return the sub-application with all its commands."""
    app = typer.Typer(no_args_is_help=True)
    app.callback()(_describe)
    app.command()(add)
    app.command()(edit)
    app.command()(retire)
    app.command()(restore)
    app.command("rollback")(roll_back)
    app.command()(undo)
    app.command("list")(list_articles)
    app.command()(show)
    app.command("history")(show_history)
    app.command()(audit)
    app.command()(recall)
    app.command()(watch)
    app.command("import")(import_articles)
    app.command("export")(export_articles)
    app.add_typer(_make_alias_app(), name="alias")
    app.add_typer(_make_statement_app(), name="statement")
    app.add_typer(_make_golden_app(), name="golden")
    return app


def _make_alias_app() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, help="Words and phrases that mean the same.")
    app.command("list")(list_aliases)
    app.command("add")(add_alias)
    app.command("remove")(remove_alias)
    app.command()(suggest)
    return app


def _make_statement_app() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, help="Holding statements, until the articles cover a matter.")
    app.command("make")(make_statement)
    app.command("list")(list_statements)
    app.command("end")(end_statement)
    return app


def _make_golden_app() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, help="Questions whose answers must stay as they should be.")
    app.command("add")(add_golden)
    app.command("list")(list_goldens)
    app.command("remove")(remove_golden)
    return app


def _describe() -> None:
    """Keep the knowledge: every change is shown, with what it does to real questions, before it is live."""
