"""Actors: one entry for each participant, and whom a phrase means."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from khabar.model import Actor
from khabar.names.classes import words_of
from khabar.names.linking import EMPHASIS, Linked, Participant
from khabar.names.offices import Title, content_word

_THIS = words_of("pointing")
_LINKED = words_of("linked")
_ON = words_of("title_goes_on")
#: A title without a name is still meant by a phrase so many words longer.
_TAIL = 2
#: A description of more words than this does not become a name.
_LONGEST = 12
#: Mentions are looked for in so many words of a phrase.
_REACH = 40


class Found(msgspec.Struct, frozen=True):
    """The actor behind some words, and the step that found it."""

    actor: int
    rule: str


class Actors(Linked):
    """The participants of one article, asked by the words of a phrase."""

    def actor_of(self, first: int, last: int) -> Found | None:
        """Whom the noun phrase of words ``first`` to ``last`` (exclusive) means.

        The phrase may be a name, a title with or without its name, a body, a state, or the
        definite form of somebody described before. None where the article names nobody for it.
        """
        first, last = self._trim(first, last)
        exact = self.of_range.get((first, last))
        if exact is not None:
            return self._acting(self.all[exact])
        inside = self._ranges_in(first, last)
        if self._coordinated(inside):
            return None
        for start, end in inside:
            one = self.all[self.of_range[start, end]]
            title = self.title_at.get((start, end), start)
            if one.kind == "person" and one.key and title <= first <= start:
                return Found(one.id, "apposition" if start > first else "name")
        ends = [end for start, end in inside if start == first]
        if ends:
            return self._prefix(first, max(ends), last)
        return self._definite(first, last)

    def _acting(self, one: Participant) -> Found:
        """A capital that speaks or acts is its state: ``موسكو`` is روسيا."""
        if one.kind != "place" or one.role != "GOV" or one.country is None:
            return Found(one.id, one.resolved_by)
        state = self.states.get(one.country)
        if state is None:
            state = self.states[one.country] = self._new(one.name, "state")
            state.country, state.role, state.coordinates = one.country, "GOV", one.coordinates
            state.resolved_by = "capital"
            state.at.extend(one.at)
        return Found(state.id, "capital")

    def _prefix(self, first: int, end: int, last: int) -> Found | None:
        """The actor of a mention that begins the phrase, if what goes on does not change it."""
        one = self.all[self.of_range[first, end]]
        found = Found(one.id, one.resolved_by)
        behind = self.infos[end]
        if one.kind in ("state", "place", "group") or (one.kind == "person" and one.key):
            return found
        if one.kind == "person":  # a title without a name
            if behind.form in _ON or self.infos[end - 1].form in _ON:
                self._lengthen(one, first, last)
                return found
            return found if last - end <= _TAIL else None
        if one.resolved_by == "list":
            if all(self.infos[k].form.startswith("ال") for k in range(end, last)):
                self._lengthen(one, first, last)
            return found
        if behind.form in _LINKED or behind.form.startswith(("ل", "ب")):
            self._lengthen(one, first, last)
            return found
        return None if behind.definite else found

    def describe(
        self, first: int, last: int, gender: str = "", number: str = "", role: str | None = None
    ) -> int:
        """The actor of a phrase that names nobody (``مصدر أمني``, ``المحللون``), made where needed."""
        found = self.actor_of(first, last)
        if found is not None:
            return found.actor
        title = Title.read(self, first, last)
        info = self.infos[first]
        clitic = info.role_clitic if info.roles else info.body_clitic if info.body else ""
        kind = (
            "person" if number == "s" and info.roles else "group" if info.roles else "organization"
        )
        one = self._new(self.printed(first, last, clitic), kind)
        one.country, one.role = title.country, role or title.sector
        one.gender, one.number = gender or title.gender, number or "s"
        one.resolved_by = "description"
        one.titles.append(title)
        one.at.append(first)
        for head in title.heads or frozenset((content_word(info),)):
            self._by_role[head].append(one.id)
        self.of_range[first, last] = one.id
        self.ends_at.setdefault(first, []).append(last)
        return one.id

    def agreement(self, actor: int) -> tuple[str, str]:
        """Gender ("m", "f", "") and number ("s", "d", "p") by which words agree with an actor."""
        one = self.all[actor]
        if one.kind in ("state", "place"):
            return "", "s"
        if one.kind == "person":
            return one.gender or "m", one.number
        return one.gender or "", one.number

    def finish(self) -> tuple[Actor, ...]:
        """The actors of the record."""
        return tuple(
            Actor(
                p.id,
                p.name,
                p.kind,
                p.country,
                p.role,
                p.title,
                p.gender,
                p.resolved_by,
                p.wikidata,
                p.coordinates,
                p.known_as,
            )
            for p in self.all
        )

    def _trim(self, first: int, last: int) -> tuple[int, int]:
        """Without courtesy words before and emphasis behind: ``معالي الوزير نفسه``."""
        while last - first > 1 and self.infos[last - 1].form in EMPHASIS:
            last -= 1
        while last - first > 1 and (first, last) not in self.of_range:
            info = self.infos[first]
            if not (info.form in _THIS or (info.honorific and not info.roles)):
                break
            first += 1
        return first, last

    def _ranges_in(self, first: int, last: int) -> list[tuple[int, int]]:
        """Linked mentions inside the words, in order."""
        return [
            (start, end)
            for start in range(first, min(last, first + _REACH))
            for end in self.ends_at.get(start, ())
            if end <= last
        ]

    def _coordinated(self, inside: list[tuple[int, int]]) -> bool:
        """``روسيا وسوريا``: two mentions on one level mean neither alone."""
        for (_, end), (start, stop) in pairwise(inside):
            title = self.title_at.get((start, stop), start)
            joined = self.clitics.get(start, "").startswith("و") and 0 <= start - end <= 2
            if joined or (title == end < start and self.text.forms[end].startswith("و")):
                return True
        return False

    def _definite(self, first: int, last: int) -> Found | None:
        """``المصدر`` after ``مصدر أمني``."""
        if not self.infos[first].definite:
            return None
        title = Title.read(self, first, last)
        heads = title.heads or frozenset((content_word(self.infos[first]),))
        ids = self._with_role(heads)
        matches = [
            p
            for p in map(self.all.__getitem__, ids)
            if any(title.words <= t.words for t in p.titles)
        ]
        if not matches:
            return None
        return Found(self._nearest(matches, first).id, "definite")

    def _lengthen(self, one: Participant, first: int, last: int) -> None:
        """What is called by a longer phrase takes it for its name: ``نقابة الأطباء في إسرائيل``."""
        info = self.infos[first]
        name = self.printed(first, last, info.role_clitic if info.roles else info.body_clitic)
        if last - first <= _LONGEST and len(name) > len(one.name):
            one.name = name
