"""Weeks, months, years, seasons and quarters seen from today, and the edges of a period."""

from __future__ import annotations

from khabar.times import calendar
from khabar.times.bare import month_alone, month_bare
from khabar.times.dates import dated
from khabar.times.lexicon import SINGULAR
from khabar.times.months import year_number
from khabar.times.numbers import number
from khabar.times.scan import Found, Scan
from khabar.times.tense import looks_ahead
from khabar.times.years import century, decade, year


def season(scan: Scan, i: int) -> list[Found] | None:
    """``صيف 2014``، ``الصيف الماضي``، ``صيف العام الحالي``."""
    token = scan.token(i)
    if token is None or not token.entry.season:
        return None
    code = token.entry.season
    inner = year_number(scan, token.last, {""}) if not token.article else None
    if inner:
        return [Found(i, inner.last, "DATE", f"{inner.value:04d}-{code}")]
    if scan.joined(token.last) and not token.article:
        of = token.last + 1 if scan.is_in(token.last, "of") else token.last
        whole = year(scan, of) or period(scan, of)
        if whole and len(whole[0].value) == 4:
            return [Found(i, whole[0].last, "DATE", f"{whole[0].value}-{code}")]
    follow = scan.token(token.last) if scan.joined(token.last) else None
    this = scan.before(i, "this")
    if not token.article or scan.ref is None:
        return None
    if this or (follow and follow.entry.step is not None and not follow.entry.plural_only):
        step = 0 if this or follow is None else follow.entry.step or 0
        first, last = (i - 1, token.last) if this else (i, follow.last if follow else token.last)
        return [Found(first, last, "DATE", f"{_season_year(scan, code, step)}-{code}")]
    if scan.before(i, "summer_months"):
        return [Found(i - 1, token.last, "SET", f"XXXX-{code}")]
    return None


def _season_year(scan: Scan, code: str, step: int) -> int:
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    year_now = scan.ref.year if scan.ref else 0
    month = scan.ref.month if scan.ref else 1
    if step == -1:
        return year_now if month >= start + 3 else year_now - 1
    if step == 1:
        return year_now if month < start else year_now + 1
    return year_now


def quarter(scan: Scan, i: int) -> list[Found] | None:
    """``الربع الأول من العام الحالي``، ``النصف الثاني من 2014``."""
    token = scan.token(i)
    if token is None or token.entry.fraction not in (2, 4) or not token.article:
        return None
    count = number(scan, token.last) if scan.joined(token.last) else None
    if count is None or not count.ordinal or count.value > token.entry.fraction:
        return None
    k = count.last + 1 if scan.next_in(count.last, "of") else count.last
    if not scan.joined(k):
        return None
    letter = "Q" if token.entry.fraction == 4 else "H"
    whole = year(scan, k) or period(scan, k) or this_unit(scan, k)
    if whole is None and k > count.last:
        bare = year_number(scan, k, {""})
        whole = [Found(k, bare.last, "DATE", f"{bare.value}")] if bare else None
    if whole is None or len(whole[0].value) != 4:
        return None
    return [Found(i, whole[0].last, "DATE", f"{whole[0].value}-{letter}{count.value}")]


def period(scan: Scan, i: int) -> list[Found] | None:
    """A unit seen from today: ``الأسبوع الماضي``، ``هذا العام``، ``العام المالي السابق``."""
    token = scan.token(i)
    if scan.is_in(i, "this") and scan.joined(i + 1):
        return _this_period(scan, i)
    if token is None or not token.article or token.entry.count != SINGULAR:
        return None
    unit = token.entry.unit
    if unit not in ("W", "M", "Y", "DE") or scan.before(i, "guard.general_after"):
        return None
    k = token.last
    school = unit == "Y" and scan.next_in(k, "school_kind")
    if school or (unit == "Y" and scan.next_in(k, "year_kind")):
        k += 1
    follow = scan.step_at(k)
    if follow is not None:
        step, last = follow
        value = _school_year(scan, step) if school else calendar.shifted(scan.ref, unit, step)
        return _with_year(scan, i, last, unit, value)
    if scan.next_in(k, "itself") and k == token.last:
        value = _same(scan, unit)
        return [Found(i, k + 1, "DATE", value)] if value else None
    return None


def _this_period(scan: Scan, i: int) -> list[Found] | None:
    token = scan.token(i + 1)
    if token is None or not token.article or token.clitic or token.entry.count != SINGULAR:
        return None
    if token.entry.unit not in ("W", "M", "Y"):
        return None
    school = scan.next_in(token.last, "school_kind")
    value = _school_year(scan, 0) if school else calendar.shifted(scan.ref, token.entry.unit, 0)
    return _with_year(scan, i, token.last + school, token.entry.unit, value)


def _same(scan: Scan, unit: str) -> str:
    """The month or year named last."""
    anchor = scan.anchor
    if unit == "Y":
        return anchor[:4]
    return anchor[:7] if unit == "M" and anchor[5:7].isdigit() else ""


def _with_year(scan: Scan, i: int, last: int, unit: str, value: str | None) -> list[Found] | None:
    """The same year once more in digits belongs to the expression (``العام الماضي 2014``)."""
    if value is None:
        return None
    same = year_number(scan, last, {"", "("}) if unit == "Y" else None
    if same and (same.hijri or f"{same.value:04d}" == value):
        last = same.last
    return [Found(i, last, "DATE", value, anchored=True)]


def sport_season(scan: Scan, i: int) -> list[Found] | None:
    """``الموسم الماضي``، ``الموسم الكروي المقبل``."""
    if not scan.is_in(i, "season_word"):
        return None
    k = i + 2 if scan.next_in(i + 1, "sport_kind") else i + 1
    follow = scan.token(k) if scan.joined(k) else None
    if follow is None or follow.entry.step is None or not follow.article or follow.clitic:
        return None
    if follow.entry.plural_only or follow.entry.units_only:
        return None
    value = _school_year(scan, follow.entry.step, begins=8)
    return [Found(i, follow.last, "DATE", value)] if value else None


def _school_year(scan: Scan, step: int, begins: int = 9) -> str | None:
    """The two years of a season or school year; in the holidays «last» is the one just over."""
    if scan.ref is None:
        return None
    first = scan.ref.year + step - (scan.ref.month < begins)
    if step == -1 and 7 <= scan.ref.month < begins:
        first += 1
    return f"{first}/{first + 1}"


def this_unit(scan: Scan, i: int) -> list[Found] | None:
    """``العام``، ``الشهر`` behind an edge: the one of today."""
    token = scan.token(i)
    if token is None or not token.article or token.entry.count != SINGULAR or token.clitic:
        return None
    if token.entry.unit not in ("W", "M", "Y", "DE", "CE"):
        return None
    school = token.entry.unit == "Y" and scan.next_in(token.last, "school_kind")
    value = _school_year(scan, 0) if school else calendar.shifted(scan.ref, token.entry.unit, 0)
    return [Found(i, token.last + school, "DATE", value)] if value else None


def weekend(scan: Scan, i: int) -> list[Found] | None:
    """``نهاية الأسبوع``، ``عطلة نهاية الأسبوع الماضي``."""
    k = i + 1 if scan.is_in(i, "holiday") else i
    if (
        not scan.is_in(k, "end")
        or not scan.next_in(k + 1, "weekend")
        or (k > i and not scan.joined(k))
    ):
        return None
    last = k + 2
    follow = scan.token(last) if scan.joined(last) else None
    step = 0
    if follow and follow.entry.step is not None:
        step, last = follow.entry.step, follow.last
    elif scan.ref and scan.ref.isoweekday() < 6 and looks_ahead(scan, i, last) is not True:
        step = -1
    value = calendar.shifted(scan.ref, "W", step)
    return [Found(i, last, "DATE", f"{value}-WE")] if value else None


def edge(scan: Scan, i: int) -> list[Found] | None:
    """``مطلع العام``، ``نهاية حزيران/يونيو``، ``منتصف الخمسينات``."""
    token = scan.token(i)
    if token is None or not token.entry.edge or not scan.joined(token.last):
        return None
    k = token.last
    for step in (dated, month_alone, year, period, decade, century, season, quarter, this_unit):
        found = step(scan, k)
        if found:
            found[0].first = i
            return found
    inner = scan.token(k)
    if inner and inner.entry.month and not inner.clitic:
        bare = month_bare(scan, k)
        if bare:
            return [Found(i, bare.last, "DATE", bare.value)]
    if inner and inner.entry.season and inner.article and scan.ref:
        return [Found(i, inner.last, "DATE", f"{scan.ref.year}-{inner.entry.season}")]
    plain = year_number(scan, k, {""})
    return [Found(i, plain.last, "DATE", f"{plain.value:04d}")] if plain else None
