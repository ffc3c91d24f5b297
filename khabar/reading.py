"""``read``: one article through all the rooms, from characters to its record."""

from __future__ import annotations

import datetime
import hashlib

from khabar import events, names, statements, times, words
from khabar.errors import InputError
from khabar.model import Record
from khabar.text import read_text


def read(
    text: str,
    *,
    date: str | datetime.date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    id: str | None = None,
) -> Record:
    """Read one article.

    A pure function: the same arguments and version give the same record, byte for byte. All spans
    of the record count characters of ``text``. A first line followed by an empty line is taken for
    the headline.

    Args:
        text: the article as published; nothing in it is changed.
        date: publication date (``YYYY-MM-DD``), against which relative dates are resolved.
        outlet, title, url: what is known of the article; kept in the record and not read, for no span
            of ``text`` could show what a title says. Put it before the text to have it read.
        id: the record's id; by default the SHA-256 of ``url``, or of ``text`` without one.

    Raises:
        InputError: ``date`` is no date, or ``text`` holds lone surrogates.
    """
    published = parse_date(date)
    key = _key(url or text) if id is None else id
    layout = read_text(text)
    analysis = words.analyse(layout)
    when = times.find(layout, published)
    who = names.find(layout, analysis, when, published)
    said = statements.find(layout, analysis, who, when)
    done = events.find(layout, analysis, said.names, when, said.statements)
    from khabar import __version__

    return Record(
        id=key,
        url=url,
        outlet=outlet,
        title=title,
        date=published.isoformat() if published else None,
        text=text,
        version=f"khabar {__version__}",
        mentions=said.names.mentions,
        actors=said.names.actors,
        times=tuple(when),
        statements=tuple(said.statements),
        events=tuple(done),
    )


def parse_date(date: str | datetime.date | None) -> datetime.date | None:
    """A date from what a caller gives; a time of day behind it is dropped."""
    if date is None:
        return None
    if isinstance(date, datetime.datetime):
        return date.date()
    if isinstance(date, datetime.date):
        return date
    try:
        return datetime.date.fromisoformat(date.strip()[:10])
    except (ValueError, AttributeError) as error:
        raise InputError(f"{date!r} is not a date; use YYYY-MM-DD") from error


def _key(text: str) -> str:
    try:
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise InputError(
            f"lone surrogate at character {error.start}: the text was decoded wrongly; "
            "decode it again, or replace the surrogates"
        ) from error
