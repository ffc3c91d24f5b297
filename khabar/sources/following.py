"""Addresses: a page, a feed or a sitemap, and the pages it announces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from khabar.errors import InputError
from khabar.sources.article import Article, Failure
from khabar.sources.feeds import Entry, kind_of, parse_feed, parse_sitemap
from khabar.sources.limits import LIMITS
from khabar.sources.network import Answer, Fetcher, Policy
from khabar.sources.pages import read_page

#: Whether the store has an address as new as the feed says (a time, or null) and need not fetch it.
Have = Callable[[str, str | None], bool]


def read_address(
    url: str, policy: Policy, *, have: Have | None = None
) -> Iterator[Article | Failure]:
    """The article of a page, or those that a feed or sitemap announces."""
    with Fetcher(policy) as fetcher:
        yield from read_with(fetcher, url, have=have)


def read_with(
    fetcher: Fetcher,
    url: str,
    *,
    have: Have | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
    answered: Callable[[Answer], None] | None = None,
) -> Iterator[Article | Failure]:
    """The same with a fetcher and what was remembered of the last visit."""
    try:
        answer = fetcher.get(url, etag=etag, last_modified=last_modified)
    except InputError as error:
        yield Failure(url, None, str(error))
        return
    if answer.status == 304:
        return
    if answer.status != 200:
        yield Failure(url, None, f"the server answers {answer.status}")
        return
    kind = kind_of(answer.body)
    if kind is None:
        yield read_page(answer.body, url, None, answer.url, answer.headers.get("content-type"))
        return
    complete = True
    for item in _announced(fetcher, url, answer, kind, have):
        complete = complete and isinstance(item, Article)
        yield item
    if answered and complete:  # a page that failed must be asked for again
        answered(answer)


def _announced(
    fetcher: Fetcher, url: str, answer: Answer, kind: str, have: Have | None
) -> Iterator[Article | Failure]:
    try:
        entries = (
            list(parse_feed(answer.body, answer.url))
            if kind == "feed"
            else _sitemap(fetcher, answer)
        )
    except InputError as error:
        yield Failure(url, None, str(error))
        return
    for entry in entries:
        if have is None or not have(entry.url, entry.updated or entry.published):
            yield _page(fetcher, entry)


def _sitemap(fetcher: Fetcher, answer: Answer) -> list[Entry]:
    """All pages of a sitemap and the sitemaps it names, no deeper than two."""
    entries, further = parse_sitemap(answer.body, answer.url)
    for place in further:
        if len(entries) >= LIMITS.feed_entries:
            break
        more, _ = parse_sitemap(fetcher.get(place).body, place)
        entries += more
    return entries[: LIMITS.feed_entries]


def _page(fetcher: Fetcher, entry: Entry) -> Article | Failure:
    try:
        answer = fetcher.get(entry.url)
    except InputError as error:
        return Failure(entry.url, None, str(error))
    if answer.status != 200:
        return Failure(entry.url, None, f"the server answers {answer.status}")
    article = read_page(answer.body, entry.url, None, entry.url, answer.headers.get("content-type"))
    if isinstance(article, Failure):
        return article
    # What the feed says of its own article is better than what can be guessed from the page.
    known = {
        name: value
        for name in ("title", "author", "category", "published", "outlet")
        if (value := getattr(entry, name)) is not None
    }
    if entry.published:
        known["date"] = entry.published[:10]
    return replace(article, **known)
