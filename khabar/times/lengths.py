"""Lengths of time, and points in time told by their distance from today."""

from __future__ import annotations

from khabar.times import calendar
from khabar.times.lexicon import DUAL, PAIR, PLURAL, SINGULAR
from khabar.times.numbers import number
from khabar.times.scan import Found, Scan, Token
from khabar.times.tense import looks_ahead

_YEARS = {"DE": 10, "CE": 100}
_FRACTIONS = {
    ("TH", 2): "PT30M", ("TH", 4): "PT15M", ("TH", 3): "PT20M", ("TM", 2): "PT30S",
    ("CE", 2): "P50Y", ("CE", 4): "P25Y", ("DE", 2): "P5Y", ("Y", 2): "P6M", ("M", 2): "P15D", ("D", 2): "PT12H",
}  # fmt: skip
_HALVES = {"Y": "6M", "TH": "30M", "TM": "30S"}


def iso(unit: str, amount: str) -> str:
    """An ISO duration without its P: ``5Y``, ``T2H``, ``XDE``."""
    if amount != "X" and unit in _YEARS:
        factor = _YEARS[unit]
        whole = float(amount) * factor
        return f"{int(whole) if whole == int(whole) else whole}Y"
    if unit.startswith("T"):
        return f"T{amount}{unit[1]}"
    return f"{amount}{unit}"


#: ``أكثر من نحو ساعتين``: so many words of approximation in a row belong to the length.
_APPROXIMATIONS = 3


def length(scan: Scan, i: int, budget: int = _APPROXIMATIONS) -> list[Found] | None:
    """``ثلاث سنوات ونصف``، ``شهرين``، ``عدة أيام``، ``السنوات الخمس الماضية``، ``نصف ساعة``."""
    token = scan.token(i)
    if token is None:
        return None
    if token.entry.approximate:
        if not budget or not scan.joined(token.last):
            return None
        inner = length(scan, token.last, budget - 1)
        if inner is None or inner[0].type != "DURATION":
            return None
        inner[0].first = i
        return inner
    found = _fraction(scan, i, token) or counted(scan, i) or unit_first(scan, i, token)
    if found is None:
        return None
    return [_placed(scan, found)]


def _fraction(scan: Scan, i: int, token: Token) -> Found | None:
    if not token.entry.fraction or token.article:
        return None
    unit = scan.token(token.last) if scan.joined(token.last) else None
    if unit is None or unit.clitic or unit.entry.count != SINGULAR:
        return None
    value = _FRACTIONS.get((unit.entry.unit, token.entry.fraction))
    return Found(i, unit.last, "DURATION", value) if value else None


def counted(scan: Scan, i: int) -> Found | None:
    """A number and its unit, and what is added to them."""
    count = number(scan, i)
    if count is None or count.ordinal or count.mark:
        return None
    unit = scan.token(count.last)
    if (
        unit is None
        or unit.clitic
        or not scan.joined(count.last)
        or unit.entry.count not in (SINGULAR, PLURAL)
    ):
        return None
    if count.value == 1 and unit.entry.count == PLURAL:
        return None
    if (
        count.text == "X"
        and unit.entry.count == SINGULAR
        and not scan.forms[i].endswith(("ات", "الاف"))
    ):
        return None
    last = unit.last
    value = iso(unit.entry.unit, count.text)
    for _ in range(2):
        more = _added(scan, last, unit.entry.unit)
        if more:
            value, last = _merge(value, more[0]), more[1]
    follow = scan.token(last) if scan.joined(last) else None
    if ((count.article or unit.article) and follow and follow.entry.step is not None) or (
        follow and follow.entry.step is not None and follow.article
    ):
        last = follow.last
    return Found(i, _tail(scan, last), "DURATION", "P" + value)


def _merge(a: str, b: str) -> str:
    return a + b.removeprefix("T") if "T" in a and b.startswith("T") else a + b


def _added(scan: Scan, i: int, unit: str) -> tuple[str, int] | None:
    """``ونصف`` or a second number with a smaller unit (``و246 يوما``)."""
    if i >= scan.n or not scan.joined(i):
        return None
    token = scan.token(i)
    if token is None or token.clitic != "و":
        return None
    same = scan.token(token.last) if scan.joined(token.last) else None
    if token.entry.fraction == 2 and unit in _HALVES and same and same.entry.unit == unit:
        return ("T" if unit.startswith("T") else "") + _HALVES[unit], same.last
    if token.entry.fraction == 2 and unit in _HALVES and not _starts_phrase(scan, token.last):
        return ("T" if unit.startswith("T") else "") + _HALVES[unit], token.last
    count = number(scan, i)
    following = scan.token(count.last) if count else None
    if (
        count
        and following
        and following.entry.unit not in ("", unit)
        and following.entry.count in (SINGULAR, PLURAL)
        and scan.joined(count.last)
        and not following.clitic
    ):
        return iso(following.entry.unit, count.text), following.last
    if token.entry.count == DUAL and token.entry.unit != unit:
        return iso(token.entry.unit, "2"), token.last
    return None


def _starts_phrase(scan: Scan, i: int) -> bool:
    token = scan.token(i) if scan.joined(i) else None
    return token is not None and (bool(token.entry.unit) or token.entry.number >= 1000)


def _tail(scan: Scan, i: int) -> int:
    """``من الزمن``، ``تقريبا`` and the like belong to the length."""
    if scan.next_in(i, "of") and scan.next_in(i + 1, "time_itself"):
        return i + 2
    return i + 1 if scan.next_in(i, "a_little") else i


def unit_first(scan: Scan, i: int, token: Token) -> Found | None:
    """A unit without a number before it."""
    unit, count, last = token.entry.unit, token.entry.count, token.last
    if not unit or count == PAIR or scan.before(i, "guard.names_before"):
        return None
    follow = scan.token(last) if scan.joined(last) else None
    if count == PLURAL:
        return _plural(scan, i, token, follow)
    if count == DUAL:
        if follow and follow.entry.number == 2:
            last = follow.last
            follow = scan.token(last) if scan.joined(last) else None
        if token.article:
            if follow is None or follow.entry.step is None:
                return None
            last = follow.last
        more = _added(scan, last, unit)
        value = iso(unit, "2")
        if more:
            value, last = _merge(value, more[0]), more[1]
        return Found(i, _tail(scan, last), "DURATION", "P" + value)
    if token.article:
        return None
    if follow and follow.entry.number == 1 and not follow.clitic and not follow.article:
        return Found(i, follow.last, "DURATION", "P" + iso(unit, "1"))
    if follow is None and scan.next_in(last, "or"):
        other = scan.token(last + 1)
        if other and other.entry.count == DUAL and other.entry.unit == unit:
            return Found(i, other.last, "DURATION", "P" + iso(unit, "X"))
    more = _added(scan, last, unit)
    if scan.next_in(last, "guard.unit_before"):
        return None
    framed = (
        scan.before(i, "frame")
        or _after_approximate(scan, i)
        or (token.clitic in ("ل",) and scan.is_in(i, "lasting"))
    )
    if not framed and not (more and more[0].endswith(("6M", "30M"))):
        return None
    if (
        unit in ("DE", "TS", "CE")
        and scan.gap(last) == ""
        and not scan.next_in(last, "of")
        and not more
    ):
        return None
    if (
        unit in ("D", "TH")
        and follow
        and (
            follow.entry.weekday
            or follow.digits
            or follow.entry.deictic is not None
            or follow.entry.ordinal
        )
    ):
        return None
    value = iso(unit, "1")
    if more:
        value, last = _merge(value, more[0]), more[1]
    return Found(i, _tail(scan, last), "DURATION", "P" + value)


def _after_approximate(scan: Scan, i: int) -> bool:
    """Whether «about», «more than» stand right before."""
    for k in (i - 1, i - 2):
        token = scan.token(k) if k >= 0 else None
        if token and token.entry.approximate and token.last == i and scan.joined(i):
            return True
    return False


def _plural(scan: Scan, i: int, token: Token, follow: Token | None) -> Found | None:
    unit, last = token.entry.unit, token.last
    amount = "X"
    if token.article:
        if follow and follow.entry.few:
            last = follow.last
        elif follow and follow.article and not follow.entry.step:
            count = number(scan, last)
            if count and not count.ordinal and count.value:
                amount, last = count.text, count.last
        direction = scan.token(last) if scan.joined(last) else None
        if direction is None or direction.entry.step is None or direction.clitic:
            return None
        if direction.entry.step == 0 and amount == "X":
            return None
        return Found(i, direction.last, "DURATION", "P" + iso(unit, amount))
    if follow and follow.entry.few and not follow.clitic:
        last = follow.last
        if scan.next_in(last, "other"):
            last += 1
        return Found(i, last, "DURATION", "P" + iso(unit, "X"))
    framed = scan.before(i, "frame") or token.clitic in ("ل", "ول")
    if not framed or (unit == "DE" and scan.next_in(last, "contract")):
        return None
    if follow and (follow.entry.month or follow.entry.weekday or follow.entry.season):
        return None
    if scan.joined(last) and scan.forms[last].startswith("ال") and not scan.is_in(last, "frame"):
        return None
    return Found(i, _tail(scan, last), "DURATION", "P" + iso(unit, "X"))


def _placed(scan: Scan, found: Found) -> Found:
    """A length behind «since», «ago» or «in»: part of it, or a point in time seen from today."""
    i = found.first
    k = i
    while (
        k > 0
        and scan.joined(k)
        and (token := scan.token(k - 1))
        and token.entry.approximate
        and token.last == k
    ):
        k -= 1
    if (
        k > 1
        and scan.joined(k)
        and scan.joined(k - 1)
        and (token := scan.token(k - 2))
        and token.entry.approximate
        and token.last == k
    ):
        k -= 2
    if scan.before(k, "since") and not (found.value.endswith("CE")):
        found.first = k - 1
        return found
    ago, later = scan.before(k, "before"), scan.before(k, "after")
    if not (ago or later) or scan.next_in(found.last, "from_event"):
        return found
    if ago and scan.next_in(found.last, "event_noun"):
        return found
    unit, amount = _single(found.value)
    if not unit:
        return found
    if amount == "X":
        if ago and unit not in ("CE", "TM", "TS", "TH"):
            found.first, found.type, found.value = k - 1, "DATE", "PAST_REF"
        return found
    if later and looks_ahead(scan, k - 1, found.last) is not True:
        return found
    value = _point(scan, unit, -int(amount) if ago else int(amount))
    if value:
        found.first, found.type, found.value = k - 1, "DATE", value
        if unit == "D" and scan.ref:
            found.day = calendar.moved(scan.ref, -int(amount) if ago else int(amount))
    return found


def _single(value: str) -> tuple[str, str]:
    """Unit and amount of a plain length of days or more."""
    body = value[1:]
    for unit in ("DE", "CE", "Y", "M", "W", "D"):
        if body.endswith(unit):
            amount = body[: -len(unit)]
            if amount == "X" or amount.isdigit():
                return unit, amount
    return "", ""


def _point(scan: Scan, unit: str, steps: int) -> str | None:
    if scan.ref is None or abs(steps) > 9999:
        return None
    value = calendar.shifted(scan.ref, unit, steps)
    return value
