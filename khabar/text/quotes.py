"""Quotation spans of every style, repaired where a mark is reversed, mixed or missing.

Newspapers pair any mark with any other, write « for » and forget to close. What a mark does is
read from the spaces around it first, from its shape second, and from what is open last.
"""

from __future__ import annotations

import re

import msgspec

from khabar.text.fold import INVISIBLE, VOWEL_MARKS

_MARK = re.compile(
    "<<|>>|''|``|\\(\\(|\\)\\)|[\"“”„‟″«»‹›〝〞＂]|(?<![^\\W\\d_])['‘’‚](?=\\S)|(?<=\\S)['‘’](?![^\\W\\d_])"
)
_CHARACTER = re.compile("[\"“”„‟″«»‹›〝〞＂<>'‘’‚`()]")
_OPENING = {"“", "„", "‟", "«", "‹", "<<", "``", "〝", "‘", "‚", "(("}
_CLOSING = {"”", "»", "›", ">>", "〞", "’", "))"}
_SINGLE = {"'", "‘", "’", "‚"}
_CLITIC_BEFORE = re.compile(f"(?:^|[^\\w])[وف]?[بلكوف]?[{VOWEL_MARKS}{INVISIBLE}]*$")
_DEPTH = 8
_PARAGRAPHS_OPEN = 6


class Quote(msgspec.Struct):
    """Offsets of one quotation: ``start``/``end`` of what the marks enclose, marks excluded."""

    start: int
    end: int
    #: Offset of the opening mark, and offset after the closing mark (``end`` where it is missing).
    outer_start: int
    outer_end: int
    closed: bool
    depth: int = 0


class _Open(msgspec.Struct):
    mark: str
    start: int
    after: int
    paragraph: int


def _role(text: str, start: int, end: int, mark: str) -> str:
    """open, close or either, from the spaces around the mark and then from its shape."""
    before, after = text[start - 1 : start], text[end : end + 1]
    free_left = (
        before == ""
        or before.isspace()
        or before in "([{:-–—،,/؛؟!.ـ\"“”«»'"
        or (
            before in "وفبلك" and _CLITIC_BEFORE.search(text[max(0, start - 6) : start]) is not None
        )
    )
    free_right = after == "" or after.isspace() or after in ")]}:-–—،,/؛;؟?!.…\"“”«»'"
    if free_left and not free_right:
        return "open"
    if free_right and not free_left:
        return "close"
    if before == "." and free_right:
        return "close"
    return "either"


def find_quotes(text: str, paragraph_ends: list[int]) -> list[Quote]:
    """All quotations, outermost first where they nest, in order of their start.

    ``paragraph_ends`` are the offsets at which paragraphs end, ascending, the last one being the
    end of the text. Work grows in proportion to the text.
    """
    found: list[Quote] = []
    stack: list[_Open] = []
    paragraph, ends = 0, paragraph_ends
    first_in_paragraph = True
    previous_end = 0
    marks = _find_marks(text)
    roles = [_role(text, start, end, mark) for start, end, mark in marks]
    for index, (start, end, mark) in enumerate(marks):
        while paragraph < len(ends) - 1 and start >= ends[paragraph]:
            _settle(stack, found, ends, paragraph)
            previous_end = ends[paragraph]
            paragraph += 1
            first_in_paragraph = True
        role = roles[index]
        if mark in _SINGLE and role == "either":
            continue
        if (
            role == "open"
            and stack
            and stack[-1].paragraph == paragraph
            and _family(stack[-1].mark) == _family(mark)
            and mark not in _SINGLE
            and (
                index + 1 == len(marks)
                or marks[index + 1][0] >= ends[paragraph]
                or roles[index + 1] == "open"
            )
        ):
            role = "close"  # a space slipped to the wrong side of the closing mark
        single = mark in _SINGLE
        continuing = first_in_paragraph and stack and stack[-1].paragraph < paragraph
        if continuing and role != "close":
            if not text[previous_end:start].strip():
                first_in_paragraph = False  # every paragraph of a long quotation opens anew
                continue
            _drop(stack, found, ends)
        first_in_paragraph = False
        if role == "either":
            top_same = bool(stack) and _family(stack[-1].mark) == _family(mark)
            if mark in _OPENING and not top_same:
                role = "open"
            elif stack:
                role = "close"
            else:
                role = "open" if mark not in _CLOSING else "stray"
        if role == "open":
            if len(stack) < _DEPTH:
                stack.append(_Open(mark, start, end, paragraph))
        elif role == "close":
            at = len(stack) - 1
            while at >= 0 and (stack[at].mark in _SINGLE) != single:
                at -= 1
            if at < 0:
                continue
            for lost in stack[at + 1 :]:
                found.append(Quote(lost.after, start, lost.start, start, False))
            del stack[at + 1 :]
            opened = stack.pop()
            found.append(Quote(opened.after, start, opened.start, end, True, len(stack)))
    _drop(stack, found, ends)
    found = [q for q in found if text[q.start : q.end].strip()]
    found.sort(key=lambda q: (q.outer_start, -q.outer_end))
    return found


def _find_marks(text: str) -> list[tuple[int, int, str]]:
    """Every mark with its offsets. Looking for any of their characters first is much faster."""
    found: list[tuple[int, int, str]] = []
    end = 0
    for any_of_them in _CHARACTER.finditer(text):
        start = any_of_them.start()
        if start < end:
            continue
        mark = _MARK.match(text, start)
        if mark is not None:
            end = mark.end()
            found.append((start, end, mark.group()))
    return found


def _family(mark: str) -> str:
    return "angle" if mark in "«»<<>>‹›" else "single" if mark in _SINGLE else "double"


def _settle(stack: list[_Open], found: list[Quote], ends: list[int], paragraph: int) -> None:
    """At a paragraph's end: single marks end with it, the rest may run on for a while."""
    keep = []
    for opened in stack:
        if opened.mark in _SINGLE or paragraph - opened.paragraph >= _PARAGRAPHS_OPEN:
            end = ends[opened.paragraph]
            if opened.mark not in _SINGLE:
                found.append(Quote(opened.after, end, opened.start, end, False))
        else:
            keep.append(opened)
    stack[:] = keep


def _drop(stack: list[_Open], found: list[Quote], ends: list[int]) -> None:
    """Nobody closed these: they end with their own paragraph."""
    for opened in stack:
        if opened.mark not in _SINGLE:
            end = ends[opened.paragraph]
            found.append(Quote(opened.after, end, opened.start, end, False))
    stack.clear()
