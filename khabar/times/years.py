"""Years, decades and centuries."""

from __future__ import annotations

from khabar.times import calendar
from khabar.times.lexicon import SINGULAR
from khabar.times.months import year_number
from khabar.times.numbers import number
from khabar.times.scan import Found, Scan, Token

_YEAR_GAPS = {"", "(", "«", '"'}


def year_value(value: int, hijri: bool) -> str | None:
    if hijri:
        gregorian = calendar.hijri_year(value)
        return f"{gregorian:04d}" if gregorian else None
    return f"{value:04d}"


def second_of_season(scan: Scan, first: int, i: int, gaps: set[str]) -> tuple[int, int] | None:
    """The second year of ``2022/2023``, and where it ends."""
    token = scan.token(i)
    if i >= scan.n or scan.gap(i) not in gaps or token is None or not token.digits or token.clitic:
        return None
    value = int(token.digits)
    if len(token.digits) == 2:
        value += first // 100 * 100
    return (value, token.last) if value in (first + 1, first - 1) else None


def year(scan: Scan, i: int) -> list[Found] | None:
    """``عام 2010``، ``سنة ألفين``، ``العام الدراسي 2022/2023``، ``عامي 2009 [و2010]``."""
    token = scan.token(i)
    if token is None or token.entry.unit != "Y" or token.entry.count == 0:
        return None
    k = token.last
    school = scan.next_in(k, "school_kind")
    if school or scan.next_in(k, "year_kind"):
        k += 1
    found = year_number(scan, k, _YEAR_GAPS if token.entry.count == SINGULAR else {""})
    if found is None:
        return _short_year(scan, i, token)
    gaps = {"/", "-", "–", "\\"} if school or scan.is_in(k - 1, "financial_kind") else {"/"}
    double = second_of_season(scan, found.value, found.last, gaps)
    if double:
        return [Found(i, double[1], "DATE", double_value(found.value, double[0]))]
    christ = _before_christ(scan, found.last)
    value = f"BC{found.value}" if christ else year_value(found.value, found.hijri)
    if value is None:
        return None
    last = christ or found.last
    other = year_number(scan, last, {"/", "(", "-"}) if found.hijri else None
    if other and not other.hijri:
        value, last = f"{other.value:04d}", other.last
    return [Found(i, last, "DATE", value, anchored=True)]


def double_value(first: int, second: int) -> str:
    """Two years of one season or school year, in the Gregorian calendar."""
    first, second = sorted((first, second))
    if second < 1500:
        return f"{calendar.hijri_year(first)}/{calendar.hijri_year(second)}"
    return f"{first}/{second}"


def _short_year(scan: Scan, i: int, token: Token) -> list[Found] | None:
    """``عام 67``; and a year before Christ, of any length."""
    count = number(scan, token.last) if scan.joined(token.last) else None
    if count is None or not count.digits or count.article or "." in count.text:
        return None
    christ = _before_christ(scan, count.last)
    if christ:
        return [Found(i, christ, "DATE", f"BC{count.value}")]
    raw = scan.forms[token.last]
    if token.entry.count != SINGULAR or len(raw) != 2 or not raw.isdigit() or count.value < 10:
        return None
    now = scan.ref.year % 100 if scan.ref else 30
    return [Found(i, count.last, "DATE", f"{(1900 if count.value > now else 2000) + count.value}")]


def _before_christ(scan: Scan, i: int) -> int:
    """Where «before Christ» ends, or 0."""
    if scan.joined(i) and scan.is_in(i, "before") and scan.next_in(i + 1, "before_christ"):
        return i + 2
    if i + 1 < scan.n and scan.forms[i] == "ق" and scan.forms[i + 1] == "م":
        return i + 2
    return 0


def before_christ(scan: Scan, i: int) -> list[Found] | None:
    """``2000 قبل الميلاد``."""
    token = scan.token(i)
    if token is None or not token.digits:
        return None
    count = number(scan, i)
    christ = _before_christ(scan, count.last) if count else 0
    return [Found(i, christ, "DATE", f"BC{count.value}")] if count and christ else None


def century(scan: Scan, i: int) -> list[Found] | None:
    """``القرن العشرين``، ``القرن الـ17``، ``القرن الماضي``."""
    found = _century(scan, i)
    return [Found(i, found[1], "DATE", f"{found[0]:02d}")] if found else None


def _century(scan: Scan, i: int) -> tuple[int, int] | None:
    """The hundreds of a century's years, and where its name ends."""
    token = scan.token(i)
    if (
        token is None
        or token.entry.unit != "CE"
        or token.entry.count != SINGULAR
        or not scan.joined(token.last)
    ):
        return None
    follow = scan.token(token.last)
    if (
        follow
        and follow.entry.step is not None
        and token.article
        and scan.ref
        and not follow.entry.plural_only
    ):
        return scan.ref.year // 100 + follow.entry.step, follow.last
    count = number(scan, token.last)
    if (
        token.article
        and count
        and 1 <= count.value <= 30
        and (count.digits or count.ordinal or count.article)
    ):
        return _century_kind(scan, count.value - 1, count.last)
    return None


def _century_kind(scan: Scan, hundreds: int, last: int) -> tuple[int, int]:
    """The calendar named behind a century; one of the Hijra begins in the seventh."""
    if not scan.next_in(last, "century_kind"):
        return hundreds, last
    if scan.is_in(last, "hijri_kind"):
        hundreds = (calendar.hijri_year(hundreds * 100 + 50) or 0) // 100
    return hundreds, last + 1


def decade(scan: Scan, i: int) -> list[Found] | None:
    """``الثمانينات``، ``ستينيات القرن الماضي``."""
    token = scan.token(i)
    if token is None or token.entry.decade < 0:
        return None
    k = token.last
    of = scan.next_in(k, "of")
    if (of and (scan.is_in(k + 1, "age") or scan.is_in(k + 1, "age_noun"))) or scan.next_in(
        k, "age"
    ):
        return None
    named = _century(scan, k + 1 if of else k) if scan.joined(k) else None
    if named is None and not token.article:
        return None
    hundreds, last = named or (19, k)
    return [Found(i, last, "DATE", f"{hundreds:02d}{token.entry.decade // 10}")]
