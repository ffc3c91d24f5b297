"""Actors: one entry for each participant, whatever the article calls it on the way.

Mentions are linked in the order of the text. Each kind of evidence is a small step; the first step
that finds exactly one candidate decides, and its name is what ``resolved_by`` shows. Two candidates
left means none.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.model import Actor
from khabar.names.gazetteer import Span
from khabar.names.knowledge import Knowledge
from khabar.names.lookup import WordInfo
from khabar.names.spelling import name_key, skeleton
from khabar.text import Text


@dataclass(slots=True)
class Participant:
    """An actor while the article is being read."""

    id: int
    name: str
    kind: str
    country: str | None = None
    role: str | None = None
    title: str | None = None
    gender: str | None = None
    number: str = "s"
    resolved_by: str = "name"
    coordinates: tuple[float, float] | None = None
    #: Words of the fullest name, normalized.
    key: tuple[str, ...] = ()
    #: Content words of the titles it was given.
    titles: list[frozenset[str]] = field(default_factory=list)
    #: Word index of the latest mention.
    latest: int = -1


@dataclass(slots=True, frozen=True)
class Found:
    """The actor behind some words, and the step that found it."""

    actor: int
    rule: str


class Actors:
    """The participants of one article."""

    def __init__(self, text: Text, infos: list[WordInfo], know: Knowledge) -> None:
        self.text, self.infos, self.know = text, infos, know
        self.all: list[Participant] = []
        #: Span of a mention → its actor.
        self.of_range: dict[tuple[int, int], int] = {}
        self._listed: dict[tuple[str, str], int] = {}
        self._described: dict[str, int] = {}

    def new(self, name: str, kind: str) -> Participant:
        participant = Participant(len(self.all), " ".join(name.split()), kind)
        self.all.append(participant)
        return participant

    def link(self, span: Span) -> Participant | None:
        """Give a mention its actor; None where more than one could be meant."""
        if span.entry is not None:
            found: Participant | None = self._listed_actor(span)
        elif span.kind == "person":
            found = self._person(span)
        elif span.kind == "role":
            found = self._by_title(span)
        else:
            found = self._body(span)
        if found is not None:
            found.latest = span.first
            self.of_range[span.first, span.last] = found.id
        return found

    def _listed_actor(self, span: Span) -> Participant:
        entry = span.entry
        assert entry is not None
        key = (entry.name, entry.kind)
        if key in self._listed:
            return self.all[self._listed[key]]
        kind = "place" if entry.kind == "place" else entry.kind
        one = self.new(self._words(span.first, span.last), kind)
        if span.clitic or entry.kind in ("state", "place"):
            one.name = entry.name
        one.country, one.role, one.coordinates = entry.country, entry.role, entry.coordinates
        one.resolved_by = "list"
        self._listed[key] = one.id
        return one

    def _words(self, first: int, last: int) -> str:
        return self.text.slice(first, last)

    def _person(self, span: Span) -> Participant | None:
        key = name_key(self.text.forms[span.first : span.last], self.infos[span.first])
        if not key:
            return None
        candidates, rule = self._same_person(key)
        if len(candidates) > 1:
            return None
        if candidates:
            one = candidates[0]
            if rule != "name" and one.resolved_by == "name":
                one.resolved_by = rule
            if len(key) > len(one.key):
                one.key = key
                one.name = " ".join(self._name(span).split())
        else:
            one = self.new(self._name(span), "person")
            one.key = key
            given = self.know.female
            first = key[0]
            one.gender = "f" if first in given else None
        self._entitle(one, span)
        return one

    def _name(self, span: Span) -> str:
        name = self._words(span.first, span.last)
        clitic = self.infos[span.first].name_clitic
        return name[len(clitic) :] if clitic and self.infos[span.first].plain else name

    def _same_person(self, key: tuple[str, ...]) -> tuple[list[Participant], str]:
        people = [p for p in self.all if p.kind == "person"]
        steps = (
            ("name", lambda p: p.key == key),
            ("full name", lambda p: _within(key, p.key) or _within(p.key, key)),
            ("surname", lambda p: len(key) == 1 and p.key[-1] == key[0]),
            ("first name", lambda p: len(key) == 1 and p.key[0] == key[0]),
            ("surname", lambda p: len(p.key) == 1 and key[-1] == p.key[0]),
            ("spelling", lambda p: skeleton(p.key) == skeleton(key)),
            ("spelling", lambda p: len(key) == 1 and skeleton(p.key[-1:]) == skeleton(key)),
        )
        for rule, test in steps:
            found = [p for p in people if test(p)]
            if found:
                return found, rule
        return [], ""

    def _entitle(self, one: Participant, span: Span) -> None:
        if span.title is None or span.title[0] >= span.title[1]:
            return
        words, country, sector, gender = self.title_of(*span.title)
        if one.title is None:
            one.title = " ".join(self._words(*span.title).split()).strip()
        one.titles.append(words)
        one.country = one.country or country
        one.role = one.role or sector
        one.gender = one.gender or gender

    def title_of(
        self, first: int, last: int
    ) -> tuple[frozenset[str], str | None, str | None, str | None]:
        """Content words, state, PLOVER sector and gender of a title."""
        words: set[str] = set()
        country = sector = gender = None
        weak = None
        for i in range(first, last):
            info = self.infos[i]
            words.add(self.content_word(i))
            if info.demonym is not None and country is None:
                country = info.demonym.country
            if info.roles and gender is None and info.roles[0].kind != "honorific":
                gender = info.roles[0].gender if info.roles[0].number == "s" else None
            if info.roles and sector is None:
                sector = info.roles[0].sector
            if info.body is not None and weak is None:
                weak = info.body.sector
            for clitic, word in info.phrases:
                for rest, entry in self.know.phrases[word]:
                    if tuple(self.text.forms[i + 1 : i + 1 + len(rest)]) == rest:
                        country = country or (entry.country if entry.sure else None)
                        if entry.kind == "organization" and weak is None and not clitic:
                            weak = entry.role
        words.discard("")
        if not gender:
            gender = "m"
        return frozenset(words), country, sector or weak, gender

    def content_word(self, i: int) -> str:
        """The word without article and attached particle, as titles are compared by."""
        info = self.infos[i]
        form = info.role_form or info.body_form or info.form
        if info.small in ("locative", "stop"):
            return ""
        if form.startswith("لل"):
            form = form[2:]
        for prefix in ("وال", "بال", "ال"):
            if form.startswith(prefix) and len(form) > len(prefix) + 1:
                return form[len(prefix) :]
        return form

    def _by_title(self, span: Span) -> Participant | None:
        words, country, sector, _ = self.title_of(span.first, span.last)
        matches = [p for p in self.all if any(words <= title for title in p.titles)]
        if matches:
            return max(matches, key=lambda p: p.latest)
        del country, sector
        return None

    def _body(self, span: Span) -> Participant | None:
        words = tuple(
            w for i in range(span.first, span.last) if (w := self.content_word(i))
        )
        bodies = [p for p in self.all if p.kind == span.kind and p.key]
        for one in reversed(bodies):
            if one.key == words:
                return one
        head = self.infos[span.first].body
        if span.last - span.first == 1:
            for one in sorted(bodies, key=lambda p: -p.latest):
                if one.key[0] == words[0] and len(one.key) > 1:
                    return one
        one = self.new(self._body_name(span), span.kind)
        one.key = words
        _, one.country, _, _ = self.title_of(span.first, span.last)
        if head is not None:
            one.role, one.gender, one.number = head.sector, head.gender, head.number
        one.resolved_by = "description"
        return one

    def _body_name(self, span: Span) -> str:
        name = self._words(span.first, span.last)
        clitic = self.infos[span.first].body_clitic
        if clitic.endswith("ل") and self.infos[span.first].body_form.startswith("ال"):
            return "ال" + name[len(clitic) + 1 :]
        return name[len(clitic) :]

    def finish(self) -> tuple[Actor, ...]:
        """The actors of the record."""
        return tuple(
            Actor(
                p.id, p.name, p.kind, p.country, p.role, p.title, p.gender, p.resolved_by, None,
                p.coordinates,
            )  # fmt: skip
            for p in self.all
        )


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a shorter form of a name leaves out only names in the middle or at the end."""
    if len(short) < 2 or len(short) >= len(long) or short[0] != long[0]:
        return False
    rest = iter(long[1:])
    return all(word in rest for word in short[1:])
