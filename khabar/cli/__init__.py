"""The ``khabar`` command."""

from __future__ import annotations

import atexit
import gc
from pathlib import Path

import click

import khabar
from khabar.cli import event_commands, store_commands


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(khabar.__version__, prog_name="khabar")
def main() -> None:
    """Read Arabic news and write a sourced record of it."""
    # The word lists are half a million objects that stay: looking through them again and again
    # while they load, and once more at the end, costs a sixth of a short command.
    gc.set_threshold(200_000, 20, 100)
    atexit.register(gc.freeze)


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--date", help="Publication date (YYYY-MM-DD) of articles that carry none.")
@click.option("--json", "as_json", is_flag=True, help="One record per line, in the same order.")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a page that shows the records.",
)
@click.option("--explain", is_flag=True, help="Show which rule found each speaker, and how sure.")
def read(
    files: tuple[str, ...], date: str | None, as_json: bool, html: Path | None, explain: bool
) -> None:
    """Read articles from FILES (or folders), or from standard input with ``-``.

    Exit status: 0 all read, 1 some failed, 2 wrong usage.
    """
    from khabar.cli.reading import read_files
    from khabar.cli.terminal import guarded
    from khabar.errors import InputError
    from khabar.reading import parse_date

    try:
        parse_date(date)
    except InputError as problem:
        raise click.BadParameter(str(problem), param_hint="--date") from problem
    raise SystemExit(guarded(lambda: read_files(files, date, as_json, html, explain)))


store_commands.register(main)
event_commands.register(main)
