"""One HTML page as one article."""

from __future__ import annotations

import logging
import re
import warnings

from khabar.sources.article import Article, Failure
from khabar.sources.limits import LIMITS

# A table cell that claims to span a quadrillion columns makes extractors count them.
_SPANS = re.compile(rb"\b(?:col|row)span\s*=\s*[\"']?\s*\d{3,}[\"']?", re.IGNORECASE)
_DEPTH = 2_000
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_VOID = {
    b"br",
    b"img",
    b"hr",
    b"input",
    b"meta",
    b"link",
    b"p",
    b"li",
    b"wbr",
    b"source",
    b"col",
    b"area",
}


def read_page(
    data: bytes,
    name: str,
    line: int | None = None,
    url: str | None = None,
    content_type: str | None = None,
) -> Article | Failure:
    """The article of a page: its main text, and what the page says of itself."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # its downloader, which we do not use, warns of what it lacks
        from trafilatura import bare_extraction

    for library in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
        # What is wrong with a page is said in a Failure, not on the terminal.
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
    if len(data) > LIMITS.html_bytes:
        return Failure(name, line, f"a page of more than {LIMITS.html_bytes:,} bytes; refused")
    if _too_deep(data):
        return Failure(name, line, f"elements nested more than {_DEPTH:,} deep; refused")
    try:
        page = bare_extraction(
            _SPANS.sub(b"", data),
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return Failure(name, line, f"the page cannot be read: {type(error).__name__}: {error}")
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        return Failure(name, line, "no article on the page")
    return Article(
        text=page.text or "",
        url=url or page.url,
        outlet=page.sitename or page.hostname,
        title=page.title,
        date=page.date,
        source=name,
        line=line,
        author=page.author,
        category=", ".join(page.categories or []) or None,
    )


def _too_deep(data: bytes) -> bool:
    """Whether elements stand deeper in each other than any page needs."""
    depth = 0
    for closing, tag, single in _TAG.findall(data):
        if single or tag.lower() in _VOID:
            continue
        depth += -1 if closing else 1
        if depth > _DEPTH:
            return True
        depth = max(depth, 0)
    return False
