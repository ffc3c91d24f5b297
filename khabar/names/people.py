"""Persons of one article by the words of their names: who a name means, by ordered steps."""

from __future__ import annotations

from collections import defaultdict

from khabar.names.spelling import Key, skeleton, within

#: So many bearers of one first name are compared at most; more in one article are told apart anyway.
_MANY = 64


class People:
    """Names given so far and whose they are."""

    def __init__(self) -> None:
        self.keys: dict[int, Key] = {}
        self._whole: dict[Key, list[int]] = defaultdict(list)
        self._first: dict[str, list[int]] = defaultdict(list)
        self._last: dict[str, list[int]] = defaultdict(list)
        self._bones: dict[Key, list[int]] = defaultdict(list)
        self._last_bones: dict[Key, list[int]] = defaultdict(list)

    def add(self, person: int, key: Key) -> None:
        """Enter a name of a person; the longest one is the person's own."""
        if len(key) > len(self.keys.get(person, ())):
            self.keys[person] = key
        for table, word in ((self._first, key[0]), (self._last, key[-1])):
            if person not in table[word]:
                table[word].append(person)
        for keyed, whole in (
            (self._whole, key),
            (self._bones, skeleton(key)),
            (self._last_bones, skeleton(key[-1:])),
        ):
            if person not in keyed[whole]:
                keyed[whole].append(person)

    def same(self, key: Key) -> tuple[list[int], str]:
        """Persons a name can mean, by the first step that finds any, and the name of that step."""
        for rule, found in (
            ("name", self._whole.get(key, [])),
            ("full name", self._longer(key)),
            ("surname", self._surname(key)),
            ("first name", self._first.get(key[0], []) if len(key) == 1 else []),
            ("spelling", self._bones.get(skeleton(key), [])),
            ("spelling", self._last_bones.get(skeleton(key), []) if len(key) == 1 else []),
        ):
            if found:
                return found, rule
        return [], ""

    def _longer(self, key: Key) -> list[int]:
        """One name leaves out words of the other: خالد بن صالح المديفر, خالد المديفر."""
        if len(key) < 2:
            return []
        candidates = self._first.get(key[0], [])[:_MANY]
        return [
            one for one in candidates if within(key, self.keys[one]) or within(self.keys[one], key)
        ]

    def _surname(self, key: Key) -> list[int]:
        """A surname alone, now or before."""
        if len(key) == 1:
            return self._last.get(key[0], [])
        ends = [
            one for one in self._last.get(key[-1], [])[:_MANY] if self.keys[one][-len(key) :] == key
        ]
        return ends or self._whole.get(key[-1:], [])
