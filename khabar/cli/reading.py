"""``khabar read``: files in, records out."""

from __future__ import annotations

import sys

import khabar
from khabar import sources
from khabar.errors import KhabarError
from khabar.sources import Failure


def read_files(files: tuple[str, ...], date: str | None, as_json: bool) -> int:
    """Read every article; 0 where all went well, 1 where some failed."""
    failed = False
    for name in files:
        try:
            for item in sources.open(name):
                failed |= not _one(item, date)
        except KhabarError as error:
            click_error(str(error))
            failed = True
    return int(failed)


def _one(item: object, date: str | None) -> bool:
    if isinstance(item, Failure):
        line = f" line {item.line}" if item.line else ""
        click_error(f"{item.source}{line}: {item.reason}")
        return False
    assert isinstance(item, sources.Article)
    try:
        record = khabar.read(
            item.text, date=item.date or date, outlet=item.outlet, title=item.title, url=item.url, id=item.id
        )
    except KhabarError as error:
        line = f" line {item.line}" if item.line else ""
        click_error(f"{item.source}{line}: {error}")
        return False
    sys.stdout.write(record.to_json() + "\n")
    return True


def click_error(message: str) -> None:
    sys.stderr.write(message + "\n")
