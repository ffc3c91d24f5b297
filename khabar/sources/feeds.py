"""Feeds and sitemaps: where new articles are announced."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from khabar.errors import InputError
from khabar.sources.limits import LIMITS

_PROLOG = re.compile(rb"<[A-Za-z]")
_UNSAFE = re.compile(rb"<!\s*(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)
_HEAD = 4096


@dataclass(slots=True, frozen=True)
class Entry:
    """One article as a feed announces it."""

    url: str
    title: str | None = None
    author: str | None = None
    category: str | None = None
    published: str | None = None
    outlet: str | None = None
    #: When the feed says that it was last changed.
    updated: str | None = None


def kind_of(body: bytes) -> str | None:
    """``feed``, ``sitemap`` or None for anything else."""
    head = body[:_HEAD].lower()
    if b"<urlset" in head or b"<sitemapindex" in head:
        return "sitemap"
    if b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head:
        return "feed"
    return None


def check_xml(body: bytes) -> None:
    """Refuse XML that declares entities: nothing honest in news does, every XML bomb must.

    Raises:
        InputError: there is such a declaration.
    """
    if body[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in body[:4]:
        body = body.replace(b"\0", b"")  # UTF-16 and UTF-32 hide nothing from the check
    root = _PROLOG.search(body)  # declarations stand before the first element
    if _UNSAFE.search(body, 0, root.start() if root else len(body)):
        raise InputError("the XML declares entities; refused as unsafe")


def parse_feed(body: bytes, url: str) -> Iterator[Entry]:
    """The entries of an RSS or Atom feed.

    Raises:
        InputError: it is no feed.
    """
    import feedparser

    check_xml(body)
    feed = feedparser.parse(
        body,
        response_headers={"content-location": url, "content-type": "application/xml"},
        sanitize_html=True,
    )
    if not feed.entries and feed.get("bozo") and not feed.get("version"):
        raise InputError(f"{url}: broken feed: {feed.get('bozo_exception')}")
    outlet = _text(feed.feed.get("title"))
    for entry in feed.entries[: LIMITS.feed_entries]:
        link = _text(entry.get("link"))
        if link is None:
            continue
        # .get would fall back to the publication date, with a warning.
        changed = entry["updated_parsed"] if "updated_parsed" in entry else None  # noqa: SIM401
        moment = entry.get("published_parsed") or changed
        tags = entry.get("tags") or [{}]
        yield Entry(
            url=link,
            title=_text(entry.get("title")),
            author=_text(entry.get("author")),
            category=_text(tags[0].get("term")),
            published=_iso(moment),
            outlet=outlet,
            updated=_iso(changed),
        )


def parse_sitemap(body: bytes, url: str) -> tuple[list[Entry], list[str]]:
    """The pages of a sitemap, and the addresses of further sitemaps.

    Raises:
        InputError: it is no sitemap.
    """
    from lxml import etree

    check_xml(body)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{url}: broken sitemap: {error}") from error
    entries: list[Entry] = []
    further: list[str] = []
    for node in root:
        place = _child(node, "loc")
        if place is None:
            continue
        if etree.QName(root).localname == "sitemapindex":
            further.append(place)
        else:
            changed = _child(node, "lastmod")
            news = next((c for c in node if _local(c) == "news"), None)
            exact = _child(news, "publication_date") if news is not None else None
            title = _child(news, "title") if news is not None else None
            entries.append(Entry(place, title=title, published=exact, updated=changed))
        if len(entries) + len(further) >= LIMITS.feed_entries:
            break
    return entries, further


def _local(node: Any) -> str:
    tag = node.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _child(node: Any, name: str) -> str | None:
    for child in node:
        if _local(child) == name:
            return _text(child.text)
    return None


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _iso(moment: Any) -> str | None:
    if moment is None:
        return None
    try:
        stamp = calendar.timegm(moment)
        return datetime.datetime.fromtimestamp(stamp, datetime.UTC).isoformat()
    except (ValueError, OverflowError, OSError, TypeError):
        return None
