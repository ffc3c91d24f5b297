"""What makes two articles the same: canonical addresses and content hashes."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import Any

_PERCENT = re.compile("%[0-9a-fA-F]{2}")


def canonical_url(url: str) -> str:
    """One spelling for the addresses of one page.

    ``http`` and ``https``, letter case of the host, default ports, tracking parameters, the order
    of parameters, percent-encoding, a fragment and a last slash make no difference.
    """
    try:
        normal: str = _courlan().normalize_url(url.strip())
    except ValueError:  # such as a broken IPv6 host: as good an identity as any other string
        normal = url.strip()
    fragment = normal.find("#")
    if fragment >= 0 and not normal.startswith("#!", fragment):
        normal = normal[:fragment]
    normal = _PERCENT.sub(lambda m: m.group().upper(), normal)
    if normal.startswith("http://"):
        normal = "https://" + normal[7:]
    return normal[:-1] if normal.endswith("/") else normal


def article_key(url: str | None, outlet: str | None, title: str | None, text: str) -> str:
    """The key under which an article is kept: one key, one article, however often it comes."""
    if not url:
        identity = content_identity(title, text)
    elif "://" in url:
        identity = canonical_url(url)
    else:  # a path without its host is unique only inside its outlet
        identity = f"{outlet or ''}\0{canonical_url(url)}"
    return hashlib.sha256(_bytes(identity)).hexdigest()


def content_hash(title: str | None, text: str) -> bytes:
    """Tells revisions of one article apart."""
    return hashlib.sha256(_bytes(content_identity(title, text))).digest()[:16]


def content_identity(title: str | None, text: str) -> str:
    return f"{title}\0{text}" if title else text


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@cache
def _courlan() -> Any:
    import courlan  # takes a moment to load, and only ingest needs it

    return courlan
