"""Times that come again and again."""

from __future__ import annotations

from khabar.times.lengths import counted, unit_first
from khabar.times.lexicon import DUAL, PAIR, PLURAL, SINGULAR, lexicon
from khabar.times.scan import Found, Scan, Token

_SETS = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "TH": "XXXX-XX-XXTXX"}


def repeated(scan: Scan, i: int) -> list[Found] | None:
    """``كل جمعة``، ``كل يوم``، ``أيام الجمعة``، ``كل ثلاث سنوات``، ``سنويا``."""
    token = scan.token(i)
    if token is None:
        return None
    if token.entry.repeated:
        return _adverb(scan, i, token)
    if not scan.before(i, "each"):
        return _days_of_week(scan, i, token)
    first = i - 1
    if token.clitic:
        return None
    if token.entry.weekday:
        return [Found(first, token.last, "SET", f"XXXX-WXX-{token.entry.weekday}")]
    if token.entry.unit and token.entry.count == SINGULAR and not token.article:
        weekday = (
            scan.token(token.last) if token.entry.unit == "D" and scan.joined(token.last) else None
        )
        if weekday and weekday.entry.weekday and not weekday.clitic:
            return [Found(first, weekday.last, "SET", f"XXXX-WXX-{weekday.entry.weekday}")]
        if scan.next_in(token.last, "greeting"):
            return None
        value = _SETS.get(token.entry.unit)
        return [Found(first, token.last, "SET", value)] if value else None
    if token.entry.part and not token.article and scan.gap(token.last) != "":
        return [Found(first, token.last, "SET", f"XXXX-XX-XX{token.entry.part}")]
    inner = counted(scan, i) or (unit_first(scan, i, token) if token.entry.count == DUAL else None)
    return [Found(first, inner.last, "SET", inner.value)] if inner else None


def _adverb(scan: Scan, i: int, token: Token) -> list[Found] | None:
    form = scan.forms[i]
    if token.article and not _after_definite(scan, i):
        return None
    if token.clitic in ("ك", "ب", "ل") or (
        form.endswith("ي") and token.entry.count == PAIR and _leans(scan, token.last)
    ):
        return None
    if scan.before(i, "guard.periodic_after"):
        return None
    return [Found(i, token.last, "SET", token.entry.repeated)]


def _after_definite(scan: Scan, i: int) -> bool:
    """Whether a definite noun stands before an adjective with the article (not «Yusuf al-Shahri»)."""
    words = lexicon().words
    before = scan.forms[i - 1] if i and scan.joined(i) else ""
    return before.startswith(tuple(words["definite"])) or before.endswith(tuple(words["owned"]))


def _leans(scan: Scan, i: int) -> bool:
    """Whether the dual of a unit leans on what follows (``شهري مارس وأبريل``، ``يومي السبت``)."""
    token = scan.token(i) if scan.joined(i) else None
    return token is not None and (
        token.entry.month > 0 or token.entry.weekday > 0 or bool(token.digits)
    )


def _days_of_week(scan: Scan, i: int, token: Token) -> list[Found] | None:
    if token.entry.unit == "D" and token.entry.count == PLURAL and scan.joined(token.last):
        weekday = scan.token(token.last)
        if weekday and weekday.entry.weekday and weekday.article and not weekday.clitic:
            return [Found(i, weekday.last, "SET", f"XXXX-WXX-{weekday.entry.weekday}")]
    return None
