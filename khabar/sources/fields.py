"""What others call the fields of an article."""

from __future__ import annotations

import datetime
import html
from collections.abc import Mapping
from typing import Any

from khabar.errors import InputError
from khabar.sources.article import Article

#: Our name: theirs, the first one present wins.
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "article_text", "articleBody", "maintext"),
    "title": ("title", "headline", "name"),
    "id": ("id", "_id", "guid", "uuid"),
    "url": ("url", "link", "href", "source_url", "permalink"),
    "outlet": ("outlet", "publisher", "newspaper", "site", "site_name", "sitename", "source", "domain"),
    "date": ("published", "date", "date_published", "datePublished", "published_at", "pubDate", "publish_date",
             "date_publish", "date_extracted", "timestamp"),
    "author": ("author", "authors", "byline", "creator"),
    "category": ("category", "section", "categories", "topic"),
}  # fmt: skip
_NOTHING = {"", "none", "null", "nan", "nat", "n/a"}


def make_article(
    row: Mapping[str, Any], source: str, line: int, mapping: Mapping[str, str] | None = None
) -> Article:
    """An article from a JSON object or a table row.

    Args:
        mapping: our field name to the row's; others are looked for under their usual names.

    Raises:
        InputError: there is no text in it, or a field is no text.
    """
    values = {ours: _value(row, ours, mapping) for ours in NAMES}
    text = values.pop("text")
    if (
        text is None
        and any(name in row for name in NAMES["text"])
        and not (mapping and "text" in mapping)
    ):
        raise InputError("the text is empty")
    if text is None:
        have = ", ".join(sorted(map(str, row))[:12]) or "none"
        raise InputError(
            f"no text; the fields are {have}: name the right one with --map text=FIELD"
        )
    date = values.pop("date")
    return Article(
        text=text,
        source=source,
        line=line,
        date=date[:10] if date else None,
        published=date,
        **values,
    )


def _value(row: Mapping[str, Any], ours: str, mapping: Mapping[str, str] | None) -> str | None:
    names: tuple[str, ...] = NAMES[ours]
    if mapping and ours in mapping:
        names = (mapping[ours],)
        if names[0] not in row:
            raise InputError(
                f"there is no field {names[0]!r}; it has {', '.join(map(str, row))[:200]}"
            )
    for name in names:
        found = as_text(row.get(name), ours)
        if found is not None:
            return found
    return None


def as_text(value: Any, field: str) -> str | None:
    """One value as text; None where it says nothing.

    Raises:
        InputError: it is an object where text is expected.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return None if len(value) < 5 and value.strip().lower() in _NOTHING else value
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, list | tuple):
        parts = [as_text(v, field) for v in value]
        return ", ".join(p for p in parts if p) or None
    if isinstance(value, Mapping) and isinstance(value.get("name"), str):
        return str(value["name"])
    raise InputError(f'"{field}" is {type(value).__name__}, not text')


def unescape(text: str) -> str:
    """Plain text from a value that a feed escaped."""
    return html.unescape(text)
