"""Every limit on what comes from outside, in one table."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes are bytes, times seconds. One comment a limit: the docs page prints them."""

    #: Characters of one article; longer ones are refused by name.
    article_chars: int = 2_000_000
    #: Bytes of one line of JSON lines; the line is refused, the next ones are read.
    line_bytes: int = 32_000_000
    #: Bytes of one file or archive member that is read as a whole (text, JSON lists, inner zips).
    item_bytes: int = 256_000_000
    #: Bytes of one HTML page.
    html_bytes: int = 16_000_000
    #: How many times larger than its packed form a member of an archive may become.
    unpack_ratio: int = 100
    #: Bytes that any member may have, however small its packed form.
    unpack_free_bytes: int = 64_000_000
    #: Members of one archive.
    archive_members: int = 1_000_000
    #: Archives inside archives.
    archive_depth: int = 2
    #: Characters of a search.
    query_chars: int = 1_000
    #: Words or phrases of a search; the rest is left out.
    query_terms: int = 32
    #: Beginnings (``word*``) of a search; further stars are left out.
    query_prefixes: int = 4
    #: Rows that one search gives back at most.
    query_rows: int = 1_000
    #: Links of one article to earlier near-duplicates.
    duplicate_links: int = 64
    #: Bytes of one answer from the network.
    response_bytes: int = 32_000_000
    #: Redirects followed for one address, each one checked again.
    redirects: int = 5
    #: Seconds until a connection stands.
    connect_seconds: float = 10.0
    #: Seconds without a byte.
    read_seconds: float = 20.0
    #: Seconds for one answer altogether.
    total_seconds: float = 60.0
    #: Seconds between two requests to one host, unless robots.txt asks for more.
    host_delay: float = 1.0
    #: Addresses taken from one feed or sitemap.
    feed_entries: int = 50_000
    #: Bytes of robots.txt that are read.
    robots_bytes: int = 500_000


LIMITS = Limits()


def describe() -> list[tuple[str, object]]:
    """Name and value of every limit."""
    return [(f.name, getattr(LIMITS, f.name)) for f in fields(Limits)]
