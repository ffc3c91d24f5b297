"""Who holds an office on a day: the table of main offices since 2000."""

from __future__ import annotations

import datetime
from collections import defaultdict
from functools import cache

import msgspec

from khabar.lexicon import load_rows
from khabar.names.classes import words_of
from khabar.names.offices import Title
from khabar.names.spelling import Key, name_key, skeleton
from khabar.text import fold

#: Words beside the name of an international body in the title of its head.
_HEAD = words_of("head_of_body")
#: A shorter last name is not enough to know who is meant.
_LONG_ENOUGH = 5
#: Somebody is known for so many years before taking office.
_BEFORE = 10


class Holder(msgspec.Struct, frozen=True, gc=False):
    """One person in one office."""

    #: State code, or folded name of an international body.
    place: str
    office: str
    name: str
    keys: tuple[Key, ...]
    start: datetime.date
    end: datetime.date
    wikidata: str | None

    def holds(self, day: datetime.date) -> bool:
        """Whether the person holds the office on a day."""
        return self.start <= day <= self.end

    def matches(self, key: Key) -> bool:
        """Whether a name, whole or a surname, is this person's in some spelling."""
        bones = skeleton(key)
        if len(key) == 1:
            return any(skeleton(own[-1:]) == bones for own in self.keys)
        return any(skeleton(own) == bones for own in self.keys)


class Holders:
    """The table, asked by office and by name."""

    def __init__(self) -> None:
        self.all: list[Holder] = []
        self._by_office: dict[tuple[str, str], list[Holder]] = defaultdict(list)
        self._by_name: dict[Key, list[Holder]] = defaultdict(list)
        rows = load_rows("holders")
        folded = fold("\n".join(f"{row[0]}\n{row[2]}" for row in rows)).split("\n")
        for n, (place, office, names, start, end, wikidata) in enumerate(rows):
            spelled = folded[2 * n + 1].split("|")
            keys = tuple(dict.fromkeys(name_key(name.split(), "") for name in spelled))
            holder = Holder(
                place if place.isascii() else folded[2 * n],
                office,
                names.split("|")[0],
                keys,
                _day(start, datetime.date.min, last=False),
                _day(end, datetime.date.max, last=True),
                wikidata or None,
            )
            self.all.append(holder)
            self._by_office[holder.place, office].append(holder)
            for key in keys:
                self._by_name[skeleton(key)].append(holder)

    def of_title(self, title: Title, body: str | None, day: datetime.date | None) -> Holder | None:
        """The one who holds an office on a day; None where the table does not say."""
        if day is None:
            return None
        if body is not None and title.heads and title.heads <= _HEAD:
            asked = [(body, "body")]
        else:
            asked = [
                (place, office)
                for office, states in _offices().get(title.words, ())
                for place in ([title.country] if title.country else states[:1])
                if not states or place in states
            ]
        found = [h for key in asked for h in self._by_office.get(key, ()) if h.holds(day)]
        return found[0] if len({h.keys for h in found}) == 1 else None

    def of_name(self, key: Key, day: datetime.date | None) -> Holder | None:
        """Who bears a full name, or a surname that only one of those in office bears."""
        if len(key) == 1:
            holder = self.surnames.get(key[0])
            if holder is None or len(key[0]) < _LONG_ENOUGH:
                return None
            known = day is None or holder.start.year - _BEFORE <= day.year
            return holder if known else None
        found = self._by_name.get(skeleton(key), [])
        if day is not None:
            found = [h for h in found if h.start.year - _BEFORE <= day.year] or []
            found = [h for h in found if h.holds(day)] or found
        if len({h.keys[0] for h in found}) != 1:
            return None
        return found[-1]

    @property
    def surnames(self) -> dict[str, Holder]:
        """Last names that only one person of the table bears."""
        return _surnames()


@cache
def _offices() -> dict[frozenset[str], list[tuple[str, list[str]]]]:
    """Content words of a title → the offices it can be, and the states it is said of."""
    offices: dict[frozenset[str], list[tuple[str, list[str]]]] = defaultdict(list)
    for office, words, states in load_rows("offices"):
        offices[frozenset(fold(words).split())].append(
            (office, [s for s in states.split("|") if s])
        )
    return offices


@cache
def load() -> Holders:
    """The table, read once."""
    return Holders()


@cache
def _surnames() -> dict[str, Holder]:
    bearers: dict[str, dict[str, Holder]] = defaultdict(dict)
    for holder in load().all:
        for key in holder.keys:
            bearers[key[-1]][holder.keys[0][0] + holder.keys[0][-1]] = holder
    return {word: next(iter(who.values())) for word, who in bearers.items() if len(who) == 1}


def _day(text: str, default: datetime.date, *, last: bool) -> datetime.date:
    """A date given to the year, the month or the day; open ends reach as far as dates go."""
    if not text:
        return default
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return datetime.date(*parts)
    year, month = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], 12 if last else 1)
    if not last:
        return datetime.date(year, month, 1)
    first_of_next = datetime.date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - datetime.timedelta(days=1)
