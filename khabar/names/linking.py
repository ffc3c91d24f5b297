"""Actors: one entry for each participant, whatever the article calls it on the way.

Full names are linked first, then shorter ones, bodies, and titles last. Each kind of evidence is a
small step; the first step that finds exactly one candidate decides, and its name is what
``resolved_by`` shows. Two candidates left means none.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, insort
from collections import defaultdict

import msgspec

from khabar.names import holders
from khabar.names.classes import words_of
from khabar.names.gazetteer import Span
from khabar.names.knowledge import Demonym, Entry, Knowledge
from khabar.names.lookup import WordInfo
from khabar.names.offices import Title, content_word
from khabar.names.people import People
from khabar.names.spelling import name_key
from khabar.text import Text

_LETTERS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
#: Words of emphasis and pointing that tell nobody apart.
EMPHASIS = words_of("emphasis")
_SAME_SPEAKER = words_of("same_speaker")
#: From this logarithm of its bearers on, a given name not listed as a woman's is taken for a man's
#: where the title reads either way (رئيسه is his president or a woman president).
_COMMON_NAME = 5
#: So many titles of one person, and so many persons with one role, are compared at most.
_TITLES = 16
_MANY = 256


class Participant(msgspec.Struct):
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
    wikidata: str | None = None
    known_as: str | None = None
    #: Words of the fullest name, or content words of a body's name.
    key: tuple[str, ...] = ()
    titles: list[Title] = []
    #: First words of its mentions.
    at: list[int] = []


class Linked:
    """The participants of one article, linked from its mentions."""

    def __init__(
        self,
        text: Text,
        infos: list[WordInfo],
        know: Knowledge,
        published: datetime.date | None = None,
    ) -> None:
        self.text, self.infos, self.know, self.published = text, infos, know, published
        self.all: list[Participant] = []
        self.people = People()
        #: Words of a mention → its actor, and the ends of the mentions by first word.
        self.of_range: dict[tuple[int, int], int] = {}
        self.ends_at: dict[int, list[int]] = {}
        #: Words of a person's name → first word of the title before it.
        self.title_at: dict[tuple[int, int], int] = {}
        #: Attached particles of the mentions by first word.
        self.clitics: dict[int, str] = {}
        #: The actor of each state that is named, by its code.
        self.states: dict[str, Participant] = {}
        self._listed: dict[tuple[str, str, str | None], int] = {}
        self._bodies: dict[tuple[str, ...], int] = {}
        self._by_head: dict[str, list[int]] = defaultdict(list)
        self._by_role: dict[str, list[int]] = defaultdict(list)

    # -- linking ------------------------------------------------------------------------------

    def link_all(self, spans: list[Span]) -> None:
        """Link the mentions: full names first, then shorter ones, bodies, and titles last."""

        def order(span: Span) -> tuple[int, int]:
            if span.kind == "person":
                return (0 if span.last - span.first > 1 else 1, span.first)
            return (3 if span.kind == "role" else 2, span.first)

        for span in sorted(spans, key=order):
            self._link(span)
        self._identify()
        self._number()

    def _link(self, span: Span) -> None:
        if span.entry is not None:
            found: Participant | None = self._listed_actor(span, span.entry)
        elif span.kind == "person":
            found = self._person(span)
        elif span.kind == "role":
            found = self._by_title(span)
        else:
            found = self._body(span)
        if found is None:
            return
        insort(found.at, span.first)
        self.clitics[span.first] = span.clitic
        if span.titles and span.titles[0][0] < span.first:
            self.title_at[span.first, span.last] = span.titles[0][0]
        self.of_range[span.first, span.last] = found.id
        self.ends_at.setdefault(span.first, []).append(span.last)

    def _new(self, name: str, kind: str) -> Participant:
        participant = Participant(len(self.all), " ".join(name.split()), kind)
        self.all.append(participant)
        return participant

    def _listed_actor(self, span: Span, entry: Entry) -> Participant:
        key = (entry.name, entry.kind, entry.country)
        shown = self.printed(span.first, span.last, span.clitic)
        if key in self._listed:
            one = self.all[self._listed[key]]
            if len(shown) > len(one.name):
                one.name = shown
            self._head(one, span)
            return one
        one = self._new(shown, entry.kind)
        one.country, one.role, one.coordinates = entry.country, entry.role, entry.coordinates
        one.wikidata = entry.wikidata
        one.resolved_by = "list"
        self._head(one, span)
        self._listed[key] = one.id
        if entry.kind == "state" and entry.country:
            self.states.setdefault(entry.country, one)
        return one

    def _head(self, one: Participant, span: Span) -> None:
        """``المنظمة`` may mean a listed body whose name began with that noun somewhere."""
        info = self.infos[span.first]
        if one.kind == "organization" and info.body is not None and span.last > span.first + 1:
            bodies = self._by_head[content_word(info)]
            if one.id not in bodies:
                bodies.append(one.id)

    def _person(self, span: Span) -> Participant | None:
        key = name_key(self.text.forms[span.first : span.last], span.clitic)
        if not key:
            return None
        candidates, rule = self.people.same(key)
        if len(candidates) > 1:  # of two with one surname the one who was introduced before
            candidates = [
                n for n in candidates if self.all[n].at and self.all[n].at[0] < span.first
            ]
        if len(candidates) > 1 or (not candidates and rule):
            return None
        if candidates:
            one = self.all[candidates[0]]
            if rule != "name" and one.resolved_by == "name":
                one.resolved_by = rule
            if len(key) > len(one.key):
                one.key, one.name = key, self.printed(span.first, span.last, span.clitic)
        else:
            one = self._new(self.printed(span.first, span.last, span.clitic), "person")
            one.key = key
            one.gender = "f" if key[0] in self.know.female else None
        self.people.add(one.id, key)
        self._entitle(one, span)
        return one

    def _entitle(self, one: Participant, span: Span) -> None:
        for first, last in span.titles:
            title = Title.read(self, first, last, span.shared)
            if not title.words and not title.gender:
                continue
            if one.title is None and title.words:
                one.title = self._shown_title(span, first, last)
            if title.words:
                _keep(one.titles, title)
                for head in title.heads:
                    if one.id not in self._by_role[head]:
                        self._by_role[head].append(one.id)
            one.country = one.country or title.country
            one.role = one.role or title.sector
            form = self.infos[first].form
            either = title.gender == "f" and not self.infos[first].definite and form.endswith("ه")
            if either and last == first + 1:
                continue
            sure = not either or one.key[0] in self.know.female
            if sure or self.know.names.get(one.key[0], (0, 0, 0))[0] < _COMMON_NAME:
                one.gender = one.gender or title.gender

    def _shown_title(self, span: Span, first: int, last: int) -> str:
        if span.shared < 0:
            return self.printed(first, last, self.infos[first].role_clitic)
        role = self.infos[span.shared].roles[0]
        lemma = role.feminine if role.gender == "f" else role.lemma
        article = "ال" if self.infos[first].definite else ""
        return f"{article}{lemma} {self.printed(first, last, 'و')}"

    def _by_title(self, span: Span) -> Participant | None:
        title = Title.read(self, span.first, span.last)
        if not title.words:
            return None
        ids = self._with_role(title.heads)
        matches = [p for n in ids if _holds(p := self.all[n], title)]
        if (
            not matches
            and self.text.forms[span.last : span.last + 1]
            and (self.text.forms[span.last] in EMPHASIS)
        ):
            matches = [p for n in ids if (p := self.all[n]).key]
            if not matches and title.heads & _SAME_SPEAKER:
                matches = [p for p in self.all if p.key and p.kind == "person"]
                matches = [p for p in matches if p.gender in (None, title.gender)]
        if matches:
            same = [p for p in matches if any(title.words == t.words for t in p.titles)]
            own = [p for p in same or matches if title.country and p.country == title.country]
            # A title without a state is first of all that of who was introduced without one.
            bare = [
                p
                for p in same or matches
                if not title.country and any(t.country is None for t in p.titles)
            ]
            return self._nearest(own or bare or same or matches, span.first)
        holder = holders.load().of_title(title, title.body, self.published)
        if holder is not None:
            named = [n for n, key in self.people.keys.items() if holder.matches(key)]
            if len(named) == 1:
                one = self.all[named[0]]
                one.resolved_by = "office"
                _keep(one.titles, title)
                one.country = one.country or title.country
                one.role = one.role or title.sector
                return one
        if self.infos[span.first].roles[0].kind != "office":
            return None
        one = self._new(
            self.printed(span.first, span.last, self.infos[span.first].role_clitic), "person"
        )
        one.title, one.country, one.role = one.name, title.country, title.sector
        one.gender, one.resolved_by = title.gender, "title"
        one.titles.append(title)
        for head in title.heads:
            self._by_role[head].append(one.id)
        if holder is not None:
            one.known_as, one.wikidata = holder.name, holder.wikidata
        return one

    def _with_role(self, heads: frozenset[str]) -> list[int]:
        """Those whom one of the role nouns was given to, the latest of each role."""
        ids = (n for head in sorted(heads) for n in self._by_role.get(head, [])[-_MANY:])
        return list(dict.fromkeys(ids))

    @staticmethod
    def _nearest(candidates: list[Participant], position: int) -> Participant:
        """The one mentioned last before a word; where none was, the first one after it."""

        def distance(one: Participant) -> tuple[int, int]:
            before = bisect_left(one.at, position)
            if before:
                return 0, position - one.at[before - 1]
            return 1, one.at[0] if one.at else 1 << 60

        return min(candidates, key=distance)

    def _body(self, span: Span) -> Participant | None:
        info = self.infos[span.first]
        words = tuple(
            w for i in range(span.first, span.last) if (w := content_word(self.infos[i]))
        ) or (self.text.forms[span.first],)
        if words in self._bodies:
            return self.all[self._bodies[words]]
        head = words[0]
        if len(words) == 1:
            longer = [self.all[n] for n in self._by_head.get(head, [])[-_MANY:]]
            if longer:
                return self._nearest(longer, span.first)
        clitic = info.body_clitic or span.clitic
        one = self._new(self.printed(span.first, span.last, clitic), span.kind)
        one.key = words
        title = Title.read(self, span.first, span.last)
        one.country = title.country
        if info.body is not None:
            one.role, one.gender, one.number = info.body.sector, info.body.gender, info.body.number
        elif info.demonym is not None:
            one.number, one.gender, one.role = "p", "m", "CVL"
        one.resolved_by = "description"
        self._bodies[words] = one.id
        if len(words) > 1:
            self._by_head[head].append(one.id)
        return one

    def _identify(self) -> None:
        """State, role and item of those whom the table of offices knows by name."""
        table = holders.load()
        for one in self.all:
            if one.kind != "person" or not one.key:
                continue
            holder = table.of_name(one.key, self.published)
            if holder is None or (
                one.country and holder.place.isascii() and holder.place != one.country
            ):
                continue
            one.wikidata = one.wikidata or holder.wikidata
            if len(one.key) == 1:
                one.known_as = holder.name
            if holder.place.isascii():
                one.country = one.country or holder.place
            one.role = one.role or ("GOV" if holder.place.isascii() else None)

    def _number(self) -> None:
        """Number the actors in the order of their first mention."""
        self.all.sort(key=lambda p: (p.at[0] if p.at else 1 << 60, p.id))
        new = {one.id: n for n, one in enumerate(self.all)}
        for n, one in enumerate(self.all):
            one.id = n
        self.of_range = {words: new[old] for words, old in self.of_range.items()}
        self._listed = {key: new[old] for key, old in self._listed.items()}

    def printed(self, first: int, last: int, clitic: str) -> str:
        """The words as printed, without an attached particle and with single spaces."""
        start, hidden = self.after_clitic(first, clitic)
        name = self.text.raw[start : self.text.ends[last - 1]]
        if hidden:
            name = "ا" + name
        if _LETTERS.fullmatch(name):
            return name
        name = " ".join(name.replace("_", " ").replace("#", "").split())
        for mark, other in (("«", "»"), ('"', '"'), ("“", "”")):
            odd = name.count(mark) + name.count(other) * (mark != other)
            if odd % 2 and (mark in name or other in name):
                name = name.replace(mark, "").replace(other, "")
        return name

    def after_clitic(self, first: int, clitic: str) -> tuple[int, bool]:
        """Where a name begins behind an attached particle.

        In ``للوزير`` the article has lost its alif and keeps one lam: True with the offset of it.
        """
        text, form = self.text, self.text.forms[first]
        if not clitic or not form.startswith(clitic) or len(form) <= len(clitic):
            return text.starts[first], False
        rest = form[len(clitic) :]
        start = text.after_letters(first, len(clitic))
        if clitic[-1] != "ل" or not rest.startswith("ل"):
            return start, False
        info = self.infos[first]
        itself = rest in self.know.phrases or rest in self.know.names or rest in self.know.people
        return start, not (itself or rest in (info.role_form, info.body_form))

    def demonym_pair(self, i: int) -> Demonym | None:
        """An adjective of two words: ``الكوري الشمالي``."""
        pair = " ".join(form.removeprefix("ال") for form in self.text.forms[i : i + 2])
        return self.know.demonyms.get(pair)


def _keep(titles: list[Title], title: Title) -> None:
    """Add a title once; nobody needs more of them than a few."""
    if title not in titles and len(titles) < _TITLES:
        titles.append(title)


def _holds(one: Participant, title: Title) -> bool:
    """Whether a person was given this title, gender and state not speaking against it."""
    return (
        one.kind == "person"
        and not (title.gender and one.gender and title.gender != one.gender)
        and not (title.country and one.country and title.country != one.country)
        and any(title.within(other) for other in one.titles)
    )
