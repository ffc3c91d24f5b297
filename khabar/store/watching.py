"""Following feeds: come back to each one when it is due, and ask only for news."""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from khabar.errors import InputError
from khabar.sources.following import read_with
from khabar.sources.network import Answer, Fetcher, Policy, check_url
from khabar.store.ingesting import Summary
from khabar.store.store import Store

_EVERY = re.compile(r"(\d+)\s*(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
#: Nobody needs to ask a newspaper more often.
_SHORTEST = 30


@dataclass(slots=True)
class Feed:
    """One feed of the list."""

    url: str
    outlet: str | None = None
    every: int = 900
    due: float = field(default=0.0, compare=False)


def load_feeds(path: Path, *, every: str | None = None) -> list[Feed]:
    """The feeds of a TOML file: a table ``[[feed]]`` each with ``url``, ``outlet``, ``every``.

    Raises:
        InputError: the file or one of its tables cannot be used.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no TOML: {error}") from error
    tables = content.get("feed", [])
    if not isinstance(tables, list) or not tables:
        raise InputError(f'{path} names no feeds; write [[feed]] and below it url = "https://…"')
    return [
        _feed(path, n, t, every or content.get("every", "15m")) for n, t in enumerate(tables, 1)
    ]


def _feed(path: Path, number: int, table: Any, every: Any) -> Feed:
    place = f"{path} feed {number}"
    if not isinstance(table, dict) or not isinstance(table.get("url"), str):
        raise InputError(f'{place}: needs url = "https://…"')
    unknown = set(table) - {"url", "outlet", "every"}
    if unknown:
        raise InputError(
            f"{place}: unknown {', '.join(sorted(unknown))}; use url, outlet and every"
        )
    check_url(table["url"])
    given = table.get("every", every)
    match = _EVERY.fullmatch(given) if isinstance(given, str) else None
    if match is None:
        raise InputError(f'{place}: every is {given!r}; write "15m", "1h" or "1d"')
    return Feed(
        table["url"], table.get("outlet"), max(_SHORTEST, int(match[1]) * _SECONDS[match[2]])
    )


def watch(
    store: Store,
    feeds: list[Feed],
    *,
    policy: Policy | None = None,
    once: bool = False,
    report: Callable[[Feed, Summary], None] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Follow feeds until interrupted, or visit each of them once."""
    with Fetcher(policy) as fetcher:
        while True:
            for feed in sorted(feeds, key=lambda f: (f.due, f.url)):
                if not once and feed.due > time.monotonic():
                    continue
                summary = visit(store, fetcher, feed)
                feed.due = time.monotonic() + feed.every
                if report:
                    report(feed, summary)
            if once:
                return
            sleep(max(1.0, min(f.due for f in feeds) - time.monotonic()))


def visit(store: Store, fetcher: Fetcher, feed: Feed) -> Summary:
    """Take in what is new in one feed."""
    remembered = store.sql("SELECT etag, last_modified FROM sources WHERE place = ?", (feed.url,))
    etag, last_modified = remembered[0] if remembered else (None, None)
    answers: list[Answer] = []
    items = read_with(
        fetcher,
        feed.url,
        have=store.has,
        etag=etag,
        last_modified=last_modified,
        answered=answers.append,
    )
    summary = store.ingest_items(feed.url, items, outlet=feed.outlet)
    for answer in answers:  # only now, that its articles are safe
        store.visited(feed.url, answer.headers.get("etag"), answer.headers.get("last-modified"))
    return summary
