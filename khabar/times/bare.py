"""Months and years without a day: dates only where their neighbours leave no other reading."""

from __future__ import annotations

from khabar.times.dates import later_year, names_something
from khabar.times.lexicon import lexicon
from khabar.times.months import Month, month_at, month_word, resolve_month, year_after
from khabar.times.scan import Found, Scan
from khabar.times.years import double_value, second_of_season, year_value

_MAX_YEAR = 2100
_PERCENT = ("%", "٪", "$", "€")
_CURRENCY = ("%", "٪", "$", "€", "#")
_INSIDE_NUMBERS = {".", ",", ":", "٫", "،"}


def month_alone(scan: Scan, i: int) -> list[Found] | None:
    """A month with or without its year: ``مايو الماضي``، ``شهر آب/أغسطس 2020``."""
    k = month_word(scan, i)
    month = month_at(scan, k)
    if month is None or (k > i and scan.token(k) is None):
        return None
    year = year_after(scan, month.last, month.hijri)
    last = year.last if year else month.last
    if scan.next_in(last, "guard.month_before") or names_something(scan, i):
        return None
    shared = year or later_year(scan, last)
    if shared is None and k == i and not _stands_as_date(scan, i, month):
        return None
    value = resolve_month(scan, month, shared, i)
    if value is None:
        return None
    return [Found(i, last, "DATE", value, anchored=year is not None)]


def _stands_as_date(scan: Scan, i: int, month: Month) -> bool:
    """Whether a bare month's name is a date here, and no other name or word."""
    token = scan.token(i)
    if token is None:
        return False
    if month.paired:
        return True
    stem = scan.forms[i][len(token.clitic) :]
    if scan.is_in(i, "bound_month") or stem in lexicon().words["bound_month"]:
        return False
    weak = stem in lexicon().words["weak_month"]
    if token.clitic in ("ب", "ل", "وب") and not weak:
        return True
    if scan.before(i, "month_preposition" if weak else "preposition"):
        return True
    previous = scan.previous
    linked = token.clitic == "و" or (i > 0 and scan.is_in(i - 1, "to"))
    return linked and previous is not None and i - previous.last <= 1 and len(previous.value) == 7


def month_bare(scan: Scan, i: int) -> Found | None:
    """A month's name that needs no other sign of being a date."""

    month = month_at(scan, i)
    value = resolve_month(scan, month, None, i) if month else None
    return Found(i, month.last, "DATE", value) if month and value else None


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
        text = year_value(value, True)
        return [Found(i, last, "DATE", text)] if text and value < 1500 else None
    if not 1000 <= value <= _MAX_YEAR or _is_amount(scan, i):
        return None
    season = scan.before(i, "sport_season") or scan.before(i, "sport_kind")
    double = second_of_season(scan, value, i + 1, {"/", "-", "–"} if season else {"/"})
    if double:
        return [Found(i, double[1], "DATE", double_value(value, double[0]))]
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
    if scan.gap(i + 1).startswith(_PERCENT) or scan.gap(i).endswith(_CURRENCY):
        return True
    if _continues(scan, i) or _continues(scan, i + 1):
        return True
    if i > 1 and scan.joined(i) and scan.is_in(i - 2, "guard.than"):
        return True
    if not scan.joined(i + 1):
        return False
    unit = scan.token(i + 1)
    if unit and unit.entry.unit and not unit.clitic and not unit.article:
        return True
    return scan.is_in(i + 1, "guard.counted")


def _continues(scan: Scan, i: int) -> bool:
    """Whether word ``i`` is digits that continue the digits before it (``1104.50``)."""
    if i <= 0 or i >= scan.n or scan.text.gaps[i] not in _INSIDE_NUMBERS:
        return False
    return scan.forms[i].isdigit() and scan.forms[i - 1].isdigit()


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
        return token is not None and 0 < int(following.digits) - int(token.digits) < 120
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
