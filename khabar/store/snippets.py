"""The words around a hit, on one line, and where the hit is."""

from __future__ import annotations

import re

Span = tuple[int, int]
#: Characters shown before and after the first hit.
AROUND = 90
_SPACE = re.compile(r"\s+")


def snippet(
    text: str, start: int, end: int, pattern: re.Pattern[str] | None
) -> tuple[str, tuple[Span, ...]]:
    """The text around ``start:end``, cut at words, with all hits of ``pattern`` in it."""
    first = _cut_left(text, max(0, start - AROUND), start)
    last = _cut_right(text, min(len(text), end + AROUND), end)
    line = _SPACE.sub(" ", text[first:last]).strip()
    line = ("… " if first > 0 else "") + line + (" …" if last < len(text) else "")
    if pattern is None:
        printed = _SPACE.sub(" ", text[start:end])
        at = line.find(printed)
        return line, ((at, at + len(printed)),) if at >= 0 and printed else ()
    return line, marks(line, pattern)


def marks(line: str, pattern: re.Pattern[str] | None) -> tuple[Span, ...]:
    return tuple(m.span() for m in pattern.finditer(line)) if pattern else ()


def one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _cut_left(text: str, at: int, limit: int) -> int:
    if at == 0:
        return 0
    space = text.find(" ", at, limit)
    return space + 1 if space >= 0 else at


def _cut_right(text: str, at: int, limit: int) -> int:
    if at == len(text):
        return at
    space = text.rfind(" ", limit, at)
    return space if space >= 0 else at
