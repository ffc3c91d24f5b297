"""Offsets in other units: characters to UTF-16 code units and back."""

from __future__ import annotations

from bisect import bisect_left


class Utf16:
    """Turns character offsets of one text into UTF-16 offsets and back.

    JavaScript, Java and .NET count UTF-16 code units: characters beyond the basic plane are two.
    """

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [i for i, c in enumerate(text) if ord(c) > 0xFFFF]
        self._wide16 = [p + n for n, p in enumerate(self._wide)]

    def to_utf16(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset)

    def from_utf16(self, offset: int) -> int:
        return offset - bisect_left(self._wide16, offset)
