"""The ``khabar`` command."""

from __future__ import annotations

import click

import khabar
from khabar.cli.store_commands import register


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(khabar.__version__, prog_name="khabar")
def main() -> None:
    """Read Arabic news and write a sourced record of it."""


@main.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--date", help="Publication date (YYYY-MM-DD) of articles that carry none.")
@click.option("--json", "as_json", is_flag=True, help="One record per line.")
def read(files: tuple[str, ...], date: str | None, as_json: bool) -> None:
    """Read articles from FILES, or from standard input with ``-``."""
    from khabar.cli.reading import read_files

    raise SystemExit(read_files(files, date, as_json))


register(main)
