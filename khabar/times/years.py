"""Years, decades, centuries, seasons, quarters, and units seen from today (الأسبوع الماضي)."""

from __future__ import annotations

from khabar.times import calendar
from khabar.times.dates import dated, month_alone, year_number
from khabar.times.lexicon import PAIR, PLURAL, SINGULAR, lexicon
from khabar.times.numbers import number
from khabar.times.scan import Found, Scan, Token
from khabar.times.tense import looks_ahead

_YEAR_GAPS = {"", "(", "«", '"'}
_MAX_YEAR = 2100


def _year_value(value: int, hijri: bool) -> str | None:
    if hijri:
        gregorian = calendar.hijri_year(value)
        return f"{gregorian:04d}" if gregorian else None
    return f"{value:04d}"


def _second_of_season(scan: Scan, first: int, i: int, gaps: set[str]) -> tuple[int, int] | None:
    """The second year of ``2022/2023``, and where it ends."""
    token = scan.token(i)
    if i >= scan.n or scan.gap(i) not in gaps or token is None or not token.digits or token.clitic:
        return None
    value = int(token.digits)
    if len(token.digits) == 2:
        value += first // 100 * 100
    return (value, token.last) if value == first + 1 else None


def year(scan: Scan, i: int) -> list[Found] | None:
    """``عام 2010``، ``سنة ألفين``، ``العام الدراسي 2022/2023``، ``عامي 2009 [و2010]``."""
    token = scan.token(i)
    if (
        token is None
        or token.entry.unit != "Y"
        or token.entry.count not in (SINGULAR, PAIR, PLURAL)
    ):
        return None
    k = token.last
    school = scan.next_in(k, "school_kind")
    if school or scan.next_in(k, "year_kind"):
        k += 1
    found = year_number(scan, k, _YEAR_GAPS if token.entry.count == SINGULAR else {""})
    if found is None:
        return _short_year(scan, i, token)
    gaps = {"/", "-", "–", "\\"} if school else {"/"}
    double = _second_of_season(scan, found.value, found.last, gaps)
    if double:
        return [Found(i, double[1], "DATE", _double_value(found.value, double[0]))]
    christ = _before_christ(scan, found.last)
    value = f"BC{found.value}" if christ else _year_value(found.value, found.hijri)
    if value is None:
        return None
    last = christ or found.last
    other = year_number(scan, last, {"/", "(", "-"}) if found.hijri else None
    if other and not other.hijri:
        value, last = f"{other.value:04d}", other.last
    return [Found(i, last, "DATE", value, anchored=True)]


def _double_value(first: int, second: int) -> str:
    """Two years of one season or school year, in the Gregorian calendar."""
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


def bare_year(scan: Scan, i: int) -> list[Found] | None:
    """A year in digits alone, where its neighbours leave no other reading."""
    token = scan.token(i)
    if token is None or len(token.digits) != 4 or token.article:
        return None
    value = int(token.digits)
    hijri = token.mark == "ه" or (1400 <= value <= 1460 and scan.next_in(i + 1, "hijri_mark"))
    marked = token.mark in ("ه", "م") or hijri or scan.next_in(i + 1, "gregorian_mark")
    if token.mark and not marked:
        return None
    if hijri:
        last = i + 1 if token.mark else i + 2
        text = _year_value(value, True)
        return [Found(i, last, "DATE", text)] if text and value < 1500 else None
    if not 1000 <= value <= _MAX_YEAR or _is_amount(scan, i):
        return None
    season = scan.before(i, "sport_season") or scan.before(i, "sport_kind")
    double = _second_of_season(scan, value, i + 1, {"/", "-", "–"} if season else {"/"})
    if double:
        return [Found(i, double[1], "DATE", _double_value(value, double[0]))]
    range_end = _range_partner(scan, i)
    preposed = scan.before(i, "preposition") or (
        (i > 0 and scan.gap(i) == "" and token.clitic in ("ب", "ل"))
        or token.clitic in lexicon().words["preposition"]
    )
    plausible = 1900 <= value <= 2060
    if not (range_end or marked or plausible):
        return None
    if not (preposed or range_end or marked) and not _noun_with_year(scan, i, value):
        return None
    last = i + 2 if marked and not token.mark else i + 1
    return [Found(i, last, "DATE", f"{value:04d}", anchored=True)]


def _is_amount(scan: Scan, i: int) -> bool:
    """Whether the digits are part of a longer number, or count what follows."""
    if scan.gap(i + 1).startswith(("%", "٪", "$", "€")) or (
        scan.gap(i).endswith(("%", "$", "€", "#", ":")) and scan.gap(i)[-1] in "%$€#"
    ):
        return True
    after = scan.forms[i + 1] if i + 1 < scan.n else ""
    if (
        scan.gap(i + 1) in {".", ",", ":", "٫", "،"}
        and after.isdigit()
        and scan.text.gaps[i + 1].strip() == scan.text.gaps[i + 1]
    ):
        return True
    before = scan.forms[i - 1] if i else ""
    if (
        scan.gap(i) in {".", ",", ":", "٫"}
        and before.isdigit()
        and scan.text.gaps[i].strip() == scan.text.gaps[i]
    ):
        return True
    unit = scan.token(i + 1)
    if (
        scan.joined(i + 1)
        and unit is not None
        and unit.entry.unit
        and not unit.clitic
        and not unit.article
    ):
        return True
    return scan.next_in(i + 1, "guard.counted") and after not in ("في", "الف")


def _range_partner(scan: Scan, i: int) -> bool:
    """Whether a year stands at the other end of a range: ``(1950 - 1953)``، ``بين 2015 و2018``."""
    previous, token = scan.previous, scan.token(i)
    gap = scan.gap(i)
    if previous is not None and len(previous.value) == 4 and previous.value.isdigit():
        distance = i - previous.last
        linked = (token is not None and token.clitic == "و") or gap in {"-", "–", "—"}
        if (distance == 0 and linked) or (distance == 1 and scan.is_in(i - 1, "to")):
            return True
    following = scan.token(i + 1)
    if scan.gap(i + 1) in {"-", "–", "—"} and following and len(following.digits) == 4:
        return 0 < int(following.digits) - int(scan.token(i).digits if token else 0) < 120  # type: ignore[union-attr]
    return False


def _noun_with_year(scan: Scan, i: int, value: int) -> bool:
    """``مونديال 2018``، ``دستور 2011``: a noun, then a year that counts nothing."""
    if not 1940 <= value <= 2040 or i == 0 or scan.gap(i) not in {"", '"', "”", "»", "«", ")", "-"}:
        return False
    token = scan.token(i)
    if token is not None and token.clitic:
        return False
    before = scan.forms[i - 1]
    if len(before) < 3 or not before[-1].isalpha():
        return False
    if scan.gap(i) == "" and scan.is_in(i - 1, "guard.amount_after"):
        return False
    if scan.gap(i + 1) != "":
        return True
    after = scan.forms[i + 1]
    return after.startswith(("ال", "و", "لل")) or scan.is_in(i + 1, "function")


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
    follow = scan.token(k) if scan.joined(k) else None
    if (
        follow
        and follow.entry.step is not None
        and follow.article
        and not follow.entry.plural_only
        and not follow.clitic
    ):
        step = follow.entry.step
        value = _school_year(scan, step) if school else calendar.shifted(scan.ref, unit, step)
        return _with_year(scan, i, follow.last, unit, value)
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


def _school_year(scan: Scan, step: int) -> str | None:
    if scan.ref is None:
        return None
    first = scan.ref.year + step - (scan.ref.month < 9)
    return f"{first}/{first + 1}"


def this_unit(scan: Scan, i: int) -> list[Found] | None:
    """``العام``، ``الشهر`` behind an edge: the one of today."""
    token = scan.token(i)
    if token is None or not token.article or token.entry.count != SINGULAR or token.clitic:
        return None
    if token.entry.unit not in ("W", "M", "Y"):
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


def month_bare(scan: Scan, i: int) -> Found | None:
    """A month's name that needs no other sign of being a date."""
    from khabar.times.dates import month_at, resolve_month

    month = month_at(scan, i)
    value = resolve_month(scan, month, None, i) if month else None
    return Found(i, month.last, "DATE", value) if month and value else None
