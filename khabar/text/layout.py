"""Paragraphs: which line ends are boundaries, and which only wrap a line.

An article is either one line to a paragraph, or hard-wrapped. A wrapped text shows itself: most of
its line ends stand inside a sentence.
"""

from __future__ import annotations

import itertools
import re

from khabar.text.fold import INVISIBLE, VOWEL_MARKS

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CLOSED = re.compile(f"[.!?؟…:۔][\\s\"”“»«'’)\\]{INVISIBLE}{VOWEL_MARKS}]*$")
# A line longer than this was not wrapped by hand or by a mail program.
_WRAP_WIDTH = 130
_MIN_LINES = 4


def paragraph_ends(text: str) -> tuple[list[int], int]:
    """Offsets at which paragraphs end (the last is ``len(text)``), and where the headline ends.

    The first line, or few lines, before an empty one are the headline; its end is 0 where there is
    none.
    """
    lines = _lines(text)
    filled = [i for i, (s, e) in enumerate(lines) if e > s]
    if not filled:
        return [len(text)], 0
    headline = _headline_end(lines, filled)
    body = [i for i in filled if lines[i][0] >= headline]
    wrapped, mechanical, width = _wrapping(text, lines, body)
    ends = []
    for position, i in enumerate(filled):
        start, end = lines[i]
        last = position + 1 == len(filled)
        following = None if last else lines[filled[position + 1]]
        gap = last or filled[position + 1] != i + 1
        if following is not None and end < headline:
            continue  # a headline over two lines
        if (
            following is None
            or gap
            or not wrapped
            or start < headline
            or _is_break(text, (start, end), following, mechanical, width)
        ):
            ends.append(end)
    ends[-1] = len(text)
    return ends, headline


# A headline takes one line, or a few where lines are wrapped.
_HEADLINE_LINES, _HEADLINE_CHARS = 3, 240


def _headline_end(lines: list[tuple[int, int]], filled: list[int]) -> int:
    """Where the lines before the first empty one end, if they can be a headline; else 0."""
    first = last = filled[0]
    while last + 1 < len(lines) and lines[last + 1][1] > lines[last + 1][0]:
        last += 1
        if last - first >= _HEADLINE_LINES:
            return 0
    long = lines[last][1] - lines[first][0] > _HEADLINE_CHARS and last > first
    return 0 if last == filled[-1] or long else lines[last][1]


def _lines(text: str) -> list[tuple[int, int]]:
    """Offsets of each line without the white space around it; empty lines have start >= end."""
    lines, start = [], 0
    bounds = [m.span() for m in _LINE_END.finditer(text)]
    for s, e in [*bounds, (len(text), len(text))]:
        line = text[start:s]
        core = line.strip()
        lead = len(line) - len(line.lstrip()) if core else 0
        lines.append((start + lead, start + lead + len(core)))
        start = e
    return lines


def _wrapping(text: str, lines: list[tuple[int, int]], body: list[int]) -> tuple[bool, bool, int]:
    """Whether the body is hard-wrapped, whether by a machine, and at what width."""
    pairs = [(i, j) for i, j in itertools.pairwise(body) if j == i + 1]
    if len(pairs) < _MIN_LINES - 1:
        return False, False, 0
    lengths = sorted(lines[i][1] - lines[i][0] for i in body)
    if lengths[len(lengths) * 9 // 10] > _WRAP_WIDTH:
        return False, False, 0
    width = lengths[-1]
    inside = [
        (i, j)
        for i, j in pairs
        if not _CLOSED.search(text, max(lines[i][0], lines[i][1] - 12), lines[i][1])
    ]
    if len(inside) < 0.4 * len(pairs):
        return False, False, 0
    full = sum(not _fits(text, lines[i], lines[j], width) for i, j in inside)
    return True, full >= 0.85 * len(inside), width


def _fits(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether the next line's first word would have fitted on this line."""
    word = text[following[0] : following[1]].split(None, 1)[0]
    return line[1] - line[0] + 1 + len(word) <= width


def _is_break(
    text: str,
    line: tuple[int, int],
    following: tuple[int, int],
    mechanical: bool,
    width: int,
) -> bool:
    fits = _fits(text, line, following, width)
    if _CLOSED.search(text, max(line[0], line[1] - 12), line[1]):
        return fits if mechanical else True
    return mechanical and fits and line[1] - line[0] < 0.7 * width
