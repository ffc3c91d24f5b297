"""Numbers in digits and in words, cardinal and ordinal."""

from __future__ import annotations

import msgspec

from khabar.times.scan import Scan, Token

_LONGEST = 12
_THOUSANDS = {",", "،", ".", "٬", "’", "'"}
_POINTS = {",", "،", ".", "٫"}


class Number(msgspec.Struct):
    """A number that ends before word ``last``."""

    last: int
    value: int
    #: As durations write it: "5", "4.5", or "X" for an amount that nobody gives.
    text: str
    ordinal: bool = False
    article: bool = False
    digits: bool = False
    mark: str = ""


def number(scan: Scan, i: int) -> Number | None:
    """The number that begins at word ``i``."""
    token = scan.token(i)
    if token is None or scan.is_in(i, "percent"):
        return None
    if token.digits:
        return _digits(scan, token)
    entry = token.entry
    if entry.vague:
        return Number(token.last, 0, "X", article=token.article)
    if entry.number or entry.ordinal:
        return _words(scan, token)
    return None


def _digits(scan: Scan, token: Token) -> Number:
    text, last, mark = token.digits, token.last, token.mark
    while not mark and len(text) < 10 and last < scan.n:
        gap = scan.text.gaps[last]
        following = scan.token(last)
        if following is None or not following.digits or following.clitic:
            break
        if (
            gap in _THOUSANDS
            and len(following.digits) == 3
            and len(token.digits) <= 3
            and "." not in text
        ):
            text += following.digits
        elif gap in _POINTS and len(following.digits) <= 2 and "." not in text:
            text += "." + following.digits
        else:
            break
        last, mark = following.last, following.mark
    whole = text.partition(".")[0]
    return Number(last, int(whole), _plain(text), article=token.article, digits=True, mark=mark)


def _plain(text: str) -> str:
    whole, point, rest = text.partition(".")
    return (whole.lstrip("0") or "0") + point + rest


def _words(scan: Scan, token: Token) -> Number | None:
    """Words of a number: خمسة وعشرين، ألف وتسعمئة وستين، الحادي عشر."""
    first = token.entry
    total, current = 0, first.number or first.ordinal
    ordinal = bool(first.ordinal)
    article, last, latest = token.article, token.last, current
    if latest >= 1000:
        total, current = current, 0
    for _ in range(_LONGEST):
        step = _next_word(scan, last)
        if step is None:
            break
        following, linked = step
        value = following.entry.number or (following.entry.ordinal if not linked else 0)
        if linked:
            tens = 1 <= latest <= 9 and 20 <= value <= 90
            smaller = value < latest and latest >= 100
            if not (tens or smaller):
                break
            current += value
        elif value == 10 and 1 <= latest <= 9 and following.entry.number:
            current += 10
        elif value == 100 and 3 <= current <= 9:
            current *= 100
        elif value in (1000, 1_000_000) and 3 <= current < 1000 and not ordinal:
            total, current = total + current * value, 0
        else:
            break
        latest, last = value, following.last
    value = total + current
    return Number(last, value, str(value), ordinal=ordinal, article=article)


def _next_word(scan: Scan, i: int) -> tuple[Token, bool] | None:
    """The next number word, and whether «and» links it."""
    if i >= scan.n or not scan.joined(i):
        return None
    linked = False
    if scan.forms[i] == "و":
        linked, i = True, i + 1
        if i >= scan.n or not scan.joined(i):
            return None
    token = scan.token(i)
    if token is None or not (token.entry.number or token.entry.ordinal):
        return None
    if token.clitic == "و":
        return token, True
    return (token, linked) if token.clitic == "" else None
