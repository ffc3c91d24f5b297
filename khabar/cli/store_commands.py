"""The commands that work on a store. Only definitions: each imports what it needs when it runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = (
    "jsonl",
    "csv",
    "parquet",
    "timeml",
    "webannotation",
    "jsonld",
    "conll",
    "label-studio",
    "plover",
)
TABLES = ("statements", "events", "actors", "mentions", "times", "articles")
ACTS = (
    "say",
    "assert",
    "announce",
    "deny",
    "accuse",
    "condemn",
    "warn",
    "call",
    "promise",
    "hope",
    "opinion",
    "praise",
    "ask",
)
KINDS = ("direct", "indirect", "mixed", "nominal")


def register(group: click.Group) -> None:
    """Add the store's commands to the ``khabar`` command."""
    for command in (ingest, watch, reread, search, who, timeline, show, stats, export):
        group.add_command(command)


def _db(command: F) -> F:
    return click.option(
        "--db", default="khabar.db", envvar="KHABAR_DB", show_default=True, show_envvar=True,
        type=click.Path(path_type=Path, dir_okay=False), help="The store: one SQLite file.",
    )(command)  # fmt: skip


def _known(command: F) -> F:
    for option in (
        click.option("--outlet", help="Outlet of articles whose source does not say."),
        click.option("--date", help="Publication date (YYYY-MM-DD) of articles that carry none."),
    ):
        command = option(command)
    return command


def _network(command: F) -> F:
    return click.option(
        "--allow-private",
        is_flag=True,
        help="Also open addresses of private networks, such as an intranet.",
    )(command)


def _jobs(command: F) -> F:
    return click.option(
        "--jobs", type=click.IntRange(1, 64), help="Reading processes.  [default: one per CPU]"
    )(command)


def _days(command: F) -> F:
    for option in (
        click.option("--until", help="Last day of publication (YYYY-MM-DD)."),
        click.option("--since", help="First day of publication (YYYY-MM-DD)."),
    ):
        command = option(command)
    return command


def _narrow(command: F) -> F:
    for option in (
        click.option("--kind", type=click.Choice(KINDS), help="Kind of quotation."),
        click.option("--act", type=click.Choice(ACTS), help="Speech act."),
        click.option("--outlet", help="Outlet, as the store spells it (see khabar stats)."),
    ):
        command = option(command)
    return _days(command)


def _page(limit: int) -> Callable[[F], F]:
    def add(command: F) -> F:
        for option in (
            click.option("--csv", "as_csv", is_flag=True, help="Rows as CSV."),
            click.option(
                "--json",
                "as_json",
                is_flag=True,
                help="Rows as JSON, with the cursor of the next page.",
            ),
            click.option("--after", metavar="CURSOR", help="The page after this cursor."),
            click.option(
                "--limit",
                type=click.IntRange(1, 1000),
                default=limit,
                show_default=True,
                help="Rows of a page.",
            ),
        ):
            command = option(command)
        return command

    return add


@click.command()
@click.argument("sources", nargs=-1)
@_db
@_jobs
@_known
@click.option("--map", "mapping", multiple=True, metavar="OURS=THEIRS,…",
              help="Fields of tables and JSON, such as title=headline,text=body.")  # fmt: skip
@click.option("--retry-failed", is_flag=True, help="Try again what failed before.")
@_network
@click.option("--quiet", is_flag=True, help="No progress bar.")
def ingest(**options: Any) -> None:
    """Read SOURCES into the store: files, folders, archives, feeds, sitemaps, addresses.

    Text, HTML, JSON, JSON lines, CSV, Parquet, WARC and WACZ; also .gz .bz2 .xz .zst .zip .tar.
    What is there already is left alone, so the same command goes on after any interruption.
    """
    from khabar.cli import ingesting

    sys.exit(ingesting.ingest(**options))


@click.command()
@click.argument("feeds", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_db
@click.option(
    "--every", metavar="TIME", help="How often feeds are asked that do not say, such as 15m."
)
@click.option("--once", is_flag=True, help="Visit every feed once and stop.")
@_network
def watch(**options: Any) -> None:
    """Follow the feeds listed in FEEDS, a TOML file."""
    from khabar.cli import ingesting

    sys.exit(ingesting.watch(**options))


@click.command()
@_db
@_jobs
@click.option("--all", "everything", is_flag=True, help="Also articles that this version has read.")
def reread(**options: Any) -> None:
    """Read again the articles that an older Khabar has read."""
    from khabar.cli import ingesting

    sys.exit(ingesting.reread(**options))


@click.command()
@click.argument("query", default="")
@_db
@click.option("--speaker", help="Words of the speaker's name.")
@click.option("--country", metavar="ISO", help="The speaker's country, such as IRN.")
@click.option("--in", "scope", type=click.Choice(["articles", "statements"]),
              help="Where the words must stand.  [default: articles; statements where a filter is about them]")  # fmt: skip
@_narrow
@_page(20)
def search(**options: Any) -> None:
    """Find articles or statements that hold all words of QUERY, newest first.

    "…" holds a phrase, -word must not occur, word* begins a word. Spelling makes no difference:
    hamza, ى/ي, ة/ه, vowel marks, tatweel, attached و and ال.
    """
    from khabar.cli import asking

    sys.exit(asking.search(**options))


@click.command()
@click.argument("name")
@click.argument("query", default="")
@_db
@_narrow
@_page(20)
def who(**options: Any) -> None:
    """Everything that NAME said (about QUERY), oldest first."""
    from khabar.cli import asking

    sys.exit(asking.who(**options))


@click.command()
@click.argument("first")
@click.argument("second", required=False)
@_db
@click.option("--outlet", help="Outlet, as the store spells it.")
@_days
@_page(50)
def timeline(**options: Any) -> None:
    """Events between FIRST and SECOND, oldest first: country codes (RUS IRN) or names."""
    from khabar.cli import asking

    sys.exit(asking.timeline(**options))


@click.command()
@click.argument("id")
@_db
@click.option("--revision", type=int, help="An older revision, counted from 1.")
@click.option("--json", "as_json", is_flag=True, help="The whole record.")
def show(**options: Any) -> None:
    """One article with its statements and events, by ID (or its beginning) or address."""
    from khabar.cli import asking

    sys.exit(asking.show(**options))


@click.command()
@_db
@click.option("--failures", is_flag=True, help="Only what could not be read: place, reason, tries.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def stats(**options: Any) -> None:
    """What the store holds."""
    from khabar.cli import asking

    sys.exit(asking.stats(**options))


@click.command()
@click.argument("files", nargs=-1)
@click.option("--to", required=True, type=click.Choice(FORMATS), help="The format.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file.  [default: standard output]",
)
@click.option(
    "--table",
    type=click.Choice(TABLES),
    default="statements",
    show_default=True,
    help="The table of a CSV.",
)
@_db
@click.option("--query", default="", help="Only articles that a search would find something in.")
@click.option("--speaker", help="Words of the speaker's name.")
@click.option("--country", metavar="ISO", help="The speaker's country.")
@_narrow
def export(**options: Any) -> None:
    """Write records in the format of another tool: of FILES, or of the store."""
    from khabar.cli import exporting

    sys.exit(exporting.export(**options))
