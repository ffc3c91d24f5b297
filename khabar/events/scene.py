"""An article as the event rules see it: noun phrases with what governs them, and who is in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from khabar.events.triggers import Lexicon
from khabar.model import Party, Statement
from khabar.names import Names
from khabar.names.knowledge import Knowledge
from khabar.text import Text
from khabar.words import Words

#: Sectors (PLOVER) whose actors make an event political.
POLITICAL = frozenset(
    {"GOV", "MIL", "REB", "IGO", "LEG", "JUD", "PTY", "SPY", "COP", "OPP", "UAF", "SEP"}
)


_POWERS = ("state", "place")


@dataclass(slots=True)
class Unit:
    """One possible participant: words, and the actor they stand for where one is known."""

    first: int
    last: int
    head: int
    actor: int | None
    #: Kind of the mention, "people" or "site" for a phrase without one, "nisba" for
    #: something of a state's (طائرات إسرائيلية), "owner" for something of an actor's, or "thing".
    kind: str
    country: str | None = None
    #: The preposition that governs it, "" where none does.
    prep: str = ""
    role: str | None = None


@dataclass(slots=True)
class Chunk:
    """One noun phrase and the preposition before it."""

    first: int
    last: int
    prep: str


@dataclass(slots=True)
class Scene:
    """What the steps share. Nothing in it changes after :func:`build`, but for the memory of units."""

    text: Text
    words: Words
    names: Names
    statements: tuple[Statement, ...]
    know: Knowledge
    lexicon: Lexicon
    #: Index of the outermost mention that holds the word, or -1.
    mention_at: list[int] = field(default_factory=list)
    sentence_starts: list[int] = field(default_factory=list)
    phrase_starts: list[int] = field(default_factory=list)
    #: First words of the mentions, in order.
    mention_firsts: list[int] = field(default_factory=list)
    #: Actor of a state by its code.
    states: dict[str, int] = field(default_factory=dict)
    #: How prominent each actor is: "h" in the headline, and how often it is named.
    salience: dict[int, str] = field(default_factory=dict)
    #: The words of the phrases of speakers and of those spoken to: the statement and the side.
    speaker_at: dict[int, int] = field(default_factory=dict)
    #: Subject and object of the verbs that were asked for.
    clauses: dict[int, tuple[Unit | None, Unit | None]] = field(default_factory=dict)
    _by: dict[int, bool] = field(default_factory=dict)
    _named: dict[int, list[tuple[str, Party]]] = field(default_factory=dict)
    _chunks: dict[int, Chunk] = field(default_factory=dict)
    _units: dict[tuple[int, int], list[Unit]] = field(default_factory=dict)

    def sentence(self, i: int) -> tuple[int, int]:
        """The sentence that holds word ``i``."""
        return self.text.sentences[bisect_right(self.sentence_starts, i) - 1]

    def prep_before(self, first: int) -> str:
        """The preposition that governs a phrase: an attached particle, or the word before it."""
        clitic = self.words.proclitic[first].lstrip("وف")
        if clitic and clitic[-1] in "بلك":
            return clitic[-1]
        if first and self.words.pos[first - 1] == "ADP" and self._close(first):
            word = self.words.stem[first - 1]
            return word if not self.words.enclitic[first - 1] else ""
        return ""

    def by(self, first: int) -> bool:
        """``على يد``, ``بقصف``: whether such words open a phrase or stand before it."""
        known = self._by.get(first)
        if known is None:
            stems, by = self.words.stem, self.lexicon.by
            whole = self.words.proclitic[first].lstrip("وف") + stems[first]
            before = stems[max(0, first - 2) : first]
            ends = (*before[-1:], stems[first])
            known = (whole,) in by or ends in by or (len(before) == 2 and tuple(before) in by)
            self._by[first] = known
        return known

    def _close(self, i: int) -> bool:
        """No punctuation but quotation marks before word ``i``."""
        gap = self.text.gaps[i]
        return gap == " " or not any(c in gap for c in "،,.؛:!?؟-–")

    def chunks_after(self, at: int, limit: int) -> list[Chunk]:
        """Noun phrases that begin at or after word ``at``, up to ``limit``; at most eight."""
        found: list[Chunk] = []
        phrases = self.words.phrases
        k = bisect_left(self.phrase_starts, at)
        while k < len(phrases) and phrases[k][0] < limit and len(found) < 8:
            chunk = self._chunk(k)
            last = min(chunk.last, limit)
            before = found[-1] if found and chunk.prep == "من" else None
            if before and before.last == chunk.first - 1 and self._counts(before.last - 1):
                found[-1] = Chunk(before.first, last, before.prep)
            else:
                found.append(chunk if chunk.last == last else Chunk(chunk.first, last, chunk.prep))
            k += 1
        return found

    def _chunk(self, k: int) -> Chunk:
        """Phrase ``k``, whole."""
        known = self._chunks.get(k)
        if known is None:
            first, last, _ = self.words.phrases[k]
            known = self._chunks[k] = Chunk(first, last, self.prep_before(first))
        return known

    def _counts(self, i: int) -> bool:
        """Whether word ``i`` only says how many of those after ``من``."""
        return self.words.pos[i] == "NUM" or self.bare(i) in self.lexicon.quantifiers

    def chunks_before(self, at: int, limit: int) -> list[Chunk]:
        """Noun phrases that end at or before word ``at``, nearest first, down to ``limit``."""
        found: list[Chunk] = []
        phrases = self.words.phrases
        k = bisect_left(self.phrase_starts, at) - 1
        while k >= 0 and phrases[k][1] > limit and len(found) < 8:
            chunk = self._chunk(k)
            if chunk.last <= at:
                whole = chunk.first >= limit
                found.append(chunk if whole else Chunk(limit, chunk.last, chunk.prep))
            k -= 1
        return found

    def units(self, first: int, last: int) -> list[Unit]:
        """The participants inside a phrase, in order."""
        key = (first, last)
        known = self._units.get(key)
        if known is None:
            known = self._units[key] = _find_units(self, first, min(last, first + 40))
        return known

    def party(self, unit: Unit, how: str) -> Party:
        """The record's form of a participant; an attached preposition is left out of its span."""
        start, end = self.text.starts[unit.first], self.text.ends[unit.last - 1]
        clitic = self.words.proclitic[unit.first]
        raw = self.text.raw
        if clitic and end - start > len(clitic) + 1:
            start = self.text.after_letters(unit.first, len(clitic))
        name = " ".join(raw[start:end].split())
        if unit.last == unit.first + 1 and self.bare(unit.first) in self.know.demonyms:
            name = self.know.states.get(unit.country or "", name) if self._adjective(unit) else name
        elif unit.actor is not None and unit.kind not in ("people", "nisba"):
            name = self.names.actors[unit.actor].name
        return Party((start, end), name, unit.actor, how)

    def _adjective(self, unit: Unit) -> bool:
        """``غارات إسرائيلية``: the adjective stands for its state."""
        return self.words.pos[unit.first] == "ADJ" and self.words.number[unit.first] != "p"

    def named_before(self, first: int) -> list[tuple[str, Party]]:
        """Who was named last before a sentence, with how far back."""
        known = self._named.get(first)
        if known is None:
            known = self._named[first] = []
            k = self.mention_before(first)
            for index in range(k, max(-1, k - 6), -1):
                number = self.names.mentions[index].actor
                actor = self.names.actors[number] if number is not None else None
                if actor is not None and actor.role != "MED":
                    party = Party(None, actor.name, number, "told before")
                    known.append((f"named {(k - index) // 3}", party))
        return known

    def mention_before(self, t: int) -> int:
        """Index of the last mention that begins before word ``t``, or -1."""
        return bisect_right(self.mention_firsts, t - 1) - 1

    def bare(self, i: int) -> str:
        """The stem of word ``i`` without the article."""
        stem = self.words.stem[i]
        return stem[2:] if stem.startswith("ال") and len(stem) > 4 else stem

    def is_people(self, i: int) -> bool:
        """Whether the word means persons or a body, though it names none."""
        bare = self.bare(i)
        if bare in self.lexicon.people or bare in self.know.bodies:
            return True
        own = self.words.enclitic[i]
        if own and bare.endswith(own) and len(bare) > len(own) + 2:  # خصومهم, حكومتها, مواطنيها
            bare = bare[: -len(own)]
            if bare.endswith("ت"):
                bare = bare[:-1] + "ه"
            elif bare.endswith(("و", "ي")):
                bare += "ن"
            if bare in self.lexicon.people or bare in self.know.bodies:
                return True
        if self.words.stem[i] in self.lexicon.acts:
            return False  # مساعدات, مهاجمة: no women who help or attack
        roles = self.know.roles.get(bare)
        if roles is not None:
            return roles[0].kind != "kin"
        plural = bare.endswith(("ين", "ون")) and len(bare) > 4 and self.words.number[i] == "p"
        return plural and self.words.pos[i] == "NOUN"


def build(
    text: Text,
    words: Words,
    names: Names,
    statements: tuple[Statement, ...],
    know: Knowledge,
    lexicon: Lexicon,
) -> Scene:
    """Prepare an article."""
    scene = Scene(text, words, names, statements, know, lexicon)
    scene.mention_at = [-1] * len(text)
    for k, (first, last) in enumerate(names.ranges):
        for i in range(first, min(last, len(text))):
            held = scene.mention_at[i]
            if held < 0 or last - first > names.ranges[held][1] - names.ranges[held][0]:
                scene.mention_at[i] = k
    scene.mention_firsts = [first for first, _ in names.ranges]
    scene.sentence_starts = [first for first, _ in text.sentences]
    scene.phrase_starts = [first for first, _, _ in words.phrases]
    _weigh(scene)
    for number, said in enumerate(statements):
        for side, party in enumerate((said.speaker, said.addressee)):
            if party is not None and party.span is not None:
                first, end = text.word_at(party.span[0]), text.word_at(party.span[1] - 1)
                scene.speaker_at.update(dict.fromkeys(range(first, end + 1), 2 * number + side))
    powers = [a for a in names.actors if a.country and a.role == "GOV" and a.kind in _POWERS]
    # the state under its own name before its capital
    for actor in sorted(
        powers, key=lambda a: (a.kind != "state" or a.resolved_by == "capital", a.id)
    ):
        scene.states.setdefault(actor.country or "", actor.id)
    return scene


def _weigh(scene: Scene) -> None:
    """How prominent each actor is."""
    counts: dict[int, int] = {}
    headed: set[int] = set()
    for mention, (first, _) in zip(scene.names.mentions, scene.names.ranges, strict=True):
        if mention.actor is not None:
            counts[mention.actor] = counts.get(mention.actor, 0) + 1
            if first < scene.text.headline:
                headed.add(mention.actor)
    for actor, count in counts.items():
        often = "1" if count == 1 else "2" if count < 4 else "4"
        scene.salience[actor] = often + ("h" if actor in headed else "")


def _find_units(scene: Scene, first: int, last: int) -> list[Unit]:
    """Split a phrase at coordination and between names of different actors."""
    words = scene.words
    parts: list[tuple[int, int]] = []
    start = first
    for i in range(first + 1, last):
        mention = scene.mention_at[i]
        inside = mention >= 0 and scene.names.ranges[mention][0] < i
        if inside:
            continue
        joined = words.proclitic[i].startswith("و") and _opens(scene, i)
        if joined or _new_phrase(scene, i):
            parts.append((start, i))
            start = i
    parts.append((start, last))
    found: list[Unit] = []
    for part_first, part_last in parts:
        found.extend(_units_of_part(scene, part_first, part_last))
    return found


def _new_phrase(scene: Scene, i: int) -> bool:
    """``النائب الوزير``, ``مستوطن فلسطينيا``: subject and object stand side by side.

    A noun with the article ends an idafa; only adjectives and names in apposition may follow it.
    """
    words = scene.words
    if words.proclitic[i] or words.pos[i] not in ("NOUN", "PROPN", "NUM"):
        return False
    stem, before = words.stem[i], words.stem[i - 1]
    mention = scene.mention_at[i]
    kind = scene.names.mentions[mention].kind if mention >= 0 else ""
    if scene.mention_at[i - 1] == mention >= 0:
        return False
    if kind == "person":  # الديمقراطيون بومبيو
        return words.number[i - 1] == "p" and words.pos[i - 1] == "NOUN" and before.startswith("ال")
    if mention >= 0 and words.pos[i - 1] == "ADJ" and scene.names.ranges[mention][0] == i:
        return True  # غارات إسرائيلية عنيفة مدينة رفح
    before_mention = scene.mention_at[i - 1]
    if mention >= 0 and before_mention >= 0 and words.definite[i - 1]:
        bodies = ("state", "place", "organization", "group")
        if kind in bodies:
            return scene.names.mentions[before_mention].kind in bodies
    if (
        stem.endswith("ا")
        and not words.definite[i]
        and words.pos[i - 1] in ("NOUN", "ADJ", "PROPN")
    ):
        return scene.is_people(i) and not before.endswith("ا") and not scene._counts(i - 1)
    if not before.startswith("ال") or words.pos[i - 1] not in ("NOUN", "ADJ"):
        return False
    if kind in ("state", "place", "organization", "group", "role") or words.pos[i] == "NUM":
        return True
    if words.definite[i] and before[-2:] == stem[-2:] and stem.endswith(("ون", "ين")):
        return False  # المتمردون المحافظون
    demonym = scene.know.demonyms.get(scene.bare(i))
    return scene.is_people(i) and (demonym is None or words.number[i] == "p")


def _opens(scene: Scene, i: int) -> bool:
    """Whether a word with ``و`` begins another participant, not another adjective of the first."""
    return scene.words.pos[i] in ("NOUN", "PROPN", "NUM") and (
        scene.mention_at[i] >= 0 or scene.is_people(i) or scene.words.pos[i] == "NUM"
    )


def _units_of_part(scene: Scene, first: int, last: int) -> list[Unit]:
    """Mentions joined to one participant each: a title with its name, a body with its complement."""
    names = scene.names
    mentions = [k for k in dict.fromkeys(scene.mention_at[first:last]) if k >= 0]
    prep = scene.prep_before(first)
    if not mentions:
        return _unnamed(scene, first, last, prep)
    groups: list[list[int]] = [[mentions[0]]]
    for k in mentions[1:]:
        before = groups[-1][-1]
        if _same(scene, before, k):
            groups[-1].append(k)
        else:
            groups.append([k])
    found = []
    for number, group in enumerate(groups):
        begin = first if number == 0 else names.ranges[group[0]][0]
        end = min(names.ranges[group[-1]][1], last)
        if end <= begin:
            continue
        found.append(_named(scene, begin, max(begin + 1, end), group, prep if number == 0 else ""))
        until = names.ranges[groups[number + 1][0]][0] if number + 1 < len(groups) else last
        if any(scene.is_people(j) for j in range(end, until)):
            found.extend(u for u in _unnamed(scene, end, until, "") if u.kind == "people")
    return found


def _same(scene: Scene, before: int, after: int) -> bool:
    """Whether two mentions in a row belong to one participant."""
    names = scene.names
    one, two = names.mentions[before], names.mentions[after]
    if one.actor is not None and one.actor == two.actor:
        return True
    if one.kind == "person":
        return False
    adjacent = names.ranges[after][0] == names.ranges[before][1]
    if two.kind == "person":
        return (adjacent and one.kind != "state") or names.ranges[after][0] - names.ranges[before][
            1
        ] <= 1
    if two.kind in ("place", "state") and one.kind != "state":
        return True
    return (
        two.kind in ("organization", "group")
        and one.kind in ("organization", "role", "group")
        and adjacent
    )


def _named(scene: Scene, first: int, last: int, group: list[int], prep: str) -> Unit:
    """The unit of a group of mentions: a person where there is one, else the first."""
    mentions, actors = scene.names.mentions, scene.names.actors
    best = next((k for k in group if mentions[k].kind == "person"), group[0])
    mention = mentions[best]
    actor = actors[mention.actor] if mention.actor is not None else None
    kind = mention.kind
    start = scene.names.ranges[best][0]
    head = first
    if first < start and kind != "person":
        # مقاتلي المقاومة, عشرات الفلسطينيين: more words before the name
        head = next((i for i in range(first, start) if scene.is_people(i)), -1)
        if head < 0 and kind in ("place", "state"):
            head = first
            kind = "site" if scene.bare(first) in scene.lexicon.sites else kind
            if kind == "state" and scene.words.pos[first] == "NOUN":
                kind = "owner"
        elif head < 0:
            head = first
            if scene.words.pos[first] == "NOUN" and kind != "role":
                kind = "owner"
        else:
            kind = "people"
    if kind == "owner":  # قرار الحكومة: what is named is whose decision it is
        first = start
    return Unit(
        first, last, head, mention.actor, kind,
        actor.country if actor else None, prep, actor.role if actor else None,
    )  # fmt: skip


def _unnamed(scene: Scene, first: int, last: int, prep: str) -> list[Unit]:
    """A phrase without a mention: people, a place that can be hit, or something of a state's."""
    country = actor = None
    words, counts = scene.words, scene.lexicon.quantifiers
    for i in range(first, last):
        demonym = scene.know.demonyms.get(scene.bare(i))
        if demonym is not None:
            country = demonym.country
            actor = scene.states.get(country) if country else None
            if i == first or (words.number[i] == "p" and words.pos[i] == "NOUN"):
                return [Unit(first, last, i, actor, "people", country, prep)]
            break
    for i in range(first, min(last, first + 4)):
        if scene.is_people(i):
            if all(words.pos[k] == "NUM" or scene.bare(k) in counts for k in range(first, i)):
                return [Unit(first, last, i, actor, "people", country, prep)]
            return [Unit(i, last, i, actor, "owner", country, prep)]  # استمرار اعتقال الناشطين
    if scene.bare(first) in scene.lexicon.sites:
        return [Unit(first, last, first, actor, "site", country, prep)]
    return [Unit(first, last, first, actor, "nisba", country, prep)] if country else []
