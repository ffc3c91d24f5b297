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
from khabar.names.offices import Title, content_word
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
    titles: list[Title] = field(default_factory=list)
    #: First words of its mentions.
    at: list[int] = field(default_factory=list)


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
        self.ends_at: dict[int, list[int]] = {}
        #: Words of a person's name → first word of the title before it.
        self.title_at: dict[tuple[int, int], int] = {}
        #: Attached particles of the mentions by first word.
        self.clitics: dict[int, str] = {}
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
            found.at.append(span.first)
            self.clitics[span.first] = span.clitic
            if span.titles and span.titles[0][0] < span.first:
                self.title_at[span.first, span.last] = span.titles[0][0]
            self.of_range[span.first, span.last] = found.id
            self.ends_at.setdefault(span.first, []).append(span.last)
        return found

    def _listed_actor(self, span: Span) -> Participant:
        entry = span.entry
        assert entry is not None
        key = (entry.name, entry.kind)
        shown = self._entry_name(span)
        if key in self._listed:
            one = self.all[self._listed[key]]
            if len(shown) > len(one.name):
                one.name = shown
            return one
        kind = "place" if entry.kind == "place" else entry.kind
        one = self.new(shown, kind)
        one.country, one.role, one.coordinates = entry.country, entry.role, entry.coordinates
        one.resolved_by = "list"
        self._listed[key] = one.id
        return one

    def _entry_name(self, span: Span) -> str:
        """The listed name as printed, without an attached particle."""
        name = " ".join(self._words(span.first, span.last).split())
        if span.clitic:
            form = self.text.forms[span.first]
            if form.startswith(span.clitic + "ل") and span.clitic[-1] == "ل":
                return "ال" + name[len(span.clitic) + 1 :]
            return name[len(span.clitic) :]
        return name

    def _words(self, first: int, last: int) -> str:
        return self.text.slice(first, last)

    def _person(self, span: Span) -> Participant | None:
        key = name_key(self.text.forms[span.first : span.last], span.clitic)
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
        if span.clitic and self.text.forms[span.first].startswith(span.clitic):
            return name[len(span.clitic) :].lstrip("ـ")
        return name

    def _same_person(self, key: tuple[str, ...]) -> tuple[list[Participant], str]:
        people = [p for p in self.all if p.kind == "person" and p.key]
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
        for first, last in span.titles:
            title = Title.read(self, first, last)
            if one.title is None and title.words:
                one.title = self._shown_title(first, last)
            if title.words:
                one.titles.append(title)
            one.country = one.country or title.country
            one.role = one.role or title.sector
            one.gender = one.gender or title.gender

    def _shown_title(self, first: int, last: int) -> str:
        clitic = self.infos[first].role_clitic
        title = self._words(first, last)
        if clitic and self.infos[first].form.startswith(clitic) and not title.startswith("لل"):
            title = title[len(clitic) :]
        return " ".join(title.split())

    def _by_title(self, span: Span) -> Participant | None:
        title = Title.read(self, span.first, span.last)
        if not title.words:
            return None
        matches = [
            p
            for p in self.all
            if p.kind == "person"
            and not (title.gender and p.gender and title.gender != p.gender)
            and not (title.country and p.country and title.country != p.country)
            and any(title.within(other) for other in p.titles)
        ]
        if matches:
            same = [p for p in matches if any(title.words == t.words for t in p.titles)]
            return self._nearest(same or matches, span.first)
        one = self.new(self._shown_title(span.first, span.last), "person")
        one.titles.append(title)
        one.title = one.name
        one.country, one.role, one.gender = title.country, title.sector, title.gender
        one.resolved_by = "title"
        return one

    @staticmethod
    def _nearest(candidates: list[Participant], position: int) -> Participant:
        """The one mentioned last before a word; where none was, the first one after it."""

        def distance(one: Participant) -> tuple[int, int]:
            before = [k for k in one.at if k < position]
            return (0, position - max(before)) if before else (1, min(one.at))

        return min((p for p in candidates if p.at), key=distance)

    def _body(self, span: Span) -> Participant | None:
        words = tuple(
            w for i in range(span.first, span.last) if (w := content_word(self.infos[i]))
        ) or (self.text.forms[span.first],)
        if not words:
            return None
        bodies = [p for p in self.all if p.kind == span.kind and p.key]
        for one in reversed(bodies):
            if one.key == words:
                return one
        head = self.infos[span.first].body
        if span.last - span.first == 1:
            longer = [p for p in bodies if p.key[0] == words[0] and len(p.key) > 1]
            if longer:
                return self._nearest(longer, span.first)
        one = self.new(self._body_name(span), span.kind)
        one.key = words
        one.country = Title.read(self, span.first, span.last).country
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

    def actor_of(self, first: int, last: int) -> Found | None:
        """Whom the noun phrase of words ``first`` to ``last`` (exclusive) means.

        The phrase may be a name, a title with or without its name, a body, a state or its capital.
        None where the article names nobody for it.
        """
        first, last = self._trim(first, last)
        exact = self.of_range.get((first, last))
        if exact is not None:
            return Found(exact, self.all[exact].resolved_by)
        inside = self.ranges_in(first, last)
        if self._coordinated(inside):
            return None
        for start, end in inside:
            one = self.all[self.of_range[start, end]]
            title = self.title_at.get((start, end), start)
            if one.kind == "person" and one.key and title <= first <= start:
                return Found(one.id, "apposition" if start > first else "name")
        for start, end in inside:
            if start == first:
                one = self.all[self.of_range[start, end]]
                if not one.key or one.resolved_by == "description":
                    self._lengthen(one, first, last, end)
                return Found(one.id, one.resolved_by)
        return None

    def _coordinated(self, inside: list[tuple[int, int]]) -> bool:
        """``روسيا وسوريا``: two mentions on one level mean neither alone."""
        for (_, end), (start, _) in zip(inside, inside[1:], strict=False):
            form = self.text.forms[start]
            if form[0] == "و" and self.clitics.get(start, "").startswith("و"):
                gap = self.text.gaps[start]
                if start == end or (start - end <= 2 and gap == " "):
                    return True
        return False

    def _trim(self, first: int, last: int) -> tuple[int, int]:
        """Without courtesy words before and emphasis behind: ``معالي الوزير نفسه``."""
        while last - first > 1 and self.infos[last - 1].form in _SELF:
            last -= 1
        while last - first > 1:
            info = self.infos[first]
            if (first, last) in self.of_range or not (
                info.form in _THIS or (info.honorific and not info.roles)
            ):
                break
            first += 1
        return first, last

    def _lengthen(self, one: Participant, first: int, last: int, end: int) -> None:
        """A body takes the longer phrase for its name: ``نقابة الأطباء في إسرائيل``."""
        if last - first <= _LONGEST and one.at and first == min(one.at):
            behind = self.infos[end]
            if one.kind == "person":
                one.name = self._shown_title(first, last)
            elif behind.form in _LINKED or behind.form.startswith(("لل", "ل", "ب")):
                one.name = self._body_name(Span(first, last, one.kind))

    def ranges_in(self, first: int, last: int) -> list[tuple[int, int]]:
        """Linked mentions inside the words, in order."""
        return [
            (start, end)
            for start in range(first, min(last, first + 40))
            for end in self.ends_at.get(start, ())
            if end <= last
        ]

    def link_all(self, spans: list[Span]) -> None:
        """Link the mentions: full names first, then shorter ones, bodies, and titles last."""

        def order(span: Span) -> tuple[int, int]:
            if span.kind == "person":
                return (0 if span.last - span.first > 1 else 1, span.first)
            return (3 if span.kind == "role" else 2, span.first)

        for span in sorted(spans, key=order):
            self.link(span)
        self._number()

    def _number(self) -> None:
        """Number the actors in the order of their first mention."""
        self.all.sort(key=lambda p: (min(p.at, default=1 << 60), p.id))
        new = {one.id: n for n, one in enumerate(self.all)}
        for n, one in enumerate(self.all):
            one.id = n
        self.of_range = {words: new[old] for words, old in self.of_range.items()}
        self._listed = {key: new[old] for key, old in self._listed.items()}

    def finish(self) -> tuple[Actor, ...]:
        """The actors of the record."""
        return tuple(
            Actor(
                p.id, p.name, p.kind, p.country, p.role, p.title, p.gender, p.resolved_by, None,
                p.coordinates,
            )  # fmt: skip
            for p in self.all
        )


#: Words of emphasis and pointing that tell nobody apart.
_SELF = frozenset(("نفسه", "نفسها", "ذاته", "ذاتها", "عينه", "عينها", "انفسهم"))
_THIS = frozenset(("هذا", "هذه", "ذلك", "تلك", "سمو", "معالي", "سعاده", "فضيله"))
_LINKED = frozenset(("في", "علي", "التابع", "التابعه"))
_LONGEST = 12


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a shorter form of a name leaves out only names in the middle or at the end."""
    if len(short) < 2 or len(short) >= len(long) or short[0] != long[0]:
        return False
    rest = iter(long[1:])
    return all(word in rest for word in short[1:])
