"""Who did it and to whom: the parties around one trigger.

Each step looks at one place of the clause and either answers or abstains; the name of the step is
what ``Party.resolved_by`` shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.events.scene import Chunk, Scene, Unit
from khabar.events.triggers import Trigger

#: Kinds of units that can act, and those that can be acted upon as well.
ACTING = frozenset({"person", "organization", "state", "group", "role", "people", "nisba"})
TOUCHED = ACTING | {"owner", "place", "site"}
#: Types whose target may be a place or a building.
ON_PLACES = frozenset({"ASSAULT", "COERCE", "AID", "CONSULT", "THREATEN", "MOBILIZE", "RETREAT"})
_REACH = 30
_BACK = 14
_AUXILIARY = frozenset({"كان", "كانت", "كانوا", "يكون", "تكون", "قد"})


@dataclass(slots=True)
class Found:
    """The parties of one trigger, as units, with the step that found them."""

    sources: list[tuple[Unit, str]] = field(default_factory=list)
    targets: list[tuple[Unit, str]] = field(default_factory=list)
    #: An attached pronoun or hidden subject stands for a source or target.
    pronoun: str = ""
    hidden_source: bool = False
    #: The subject of a passive: no source is to be sought before the verb.
    passive: bool = False
    #: A light verb carries the noun.
    light: bool = False


def acts(unit: Unit) -> bool:
    """Whether a unit can be the source of an event."""
    return unit.kind in ACTING or (unit.kind == "place" and unit.role == "GOV")


def touched(unit: Unit, trigger: Trigger) -> bool:
    """Whether a unit can be the target of an event of this trigger."""
    if unit.kind in ("place", "site"):
        return unit.role == "GOV" or trigger.type in ON_PLACES
    return unit.kind in TOUCHED


def of_verb(scene: Scene, t: int, trigger: Trigger, kind: str, suffix: str) -> Found:
    """Parties of a finite verb: VSO, SVO, relative clauses, passives."""
    found = Found()
    first, last = scene.sentence(t)
    limit = reach(scene, t, last)
    after = scene.chunks_after(t + 1, limit)
    bare = _bare_units(scene, after)
    antecedent = _antecedent(scene, t, first)
    left, certain = (None, False) if antecedent else _left_subject(scene, t, first)
    takes_object = trigger.object == "target" and "patient" not in trigger.flags
    if "patient" in trigger.flags or kind == "passive":
        _passive(scene, found, trigger, antecedent or bare[:1] or left or [], after, t)
        return found
    if kind == "first":
        found.hidden_source = True
        _objects(found, trigger, bare if takes_object else [])
    elif antecedent and not suffix and bare and bare[0].first == t + 1 and acts(bare[0]):
        found.sources = [(u, "subject") for u in _first_group(bare) if acts(u)]
        found.targets = [(u, "relative") for u in antecedent if touched(u, trigger)]
    elif antecedent and not suffix:
        found.sources = [(u, "relative") for u in antecedent if acts(u)]
        _objects(found, trigger, bare if takes_object else [])
    elif antecedent and suffix:
        found.targets = [(u, "relative") for u in antecedent if touched(u, trigger)]
        found.sources = [(u, "subject") for u in _first_group(bare) if acts(u)]
    elif left and (certain or scene.words.number[t] == "p" or not bare):
        found.sources = [(u, "subject before") for u in left if acts(u)]
        _objects(found, trigger, bare if takes_object else [])
    elif _only_object(scene, t, trigger, first, bare, takes_object):
        found.hidden_source = True
        _objects(found, trigger, bare)
    else:
        _subject_after(scene, found, trigger, t, bare, takes_object)
        if not found.sources and left:
            found.sources = [(u, "subject before") for u in left if acts(u)]
    if suffix and not found.targets and takes_object:
        found.pronoun = suffix
    if (
        takes_object
        and not suffix
        and not found.targets
        and _looks_passive(scene, t, trigger, found)
    ):
        found.targets = [(u, "passive") for u, _ in found.sources]
        found.sources, found.passive, found.hidden_source = _agents(scene, after, t), True, False
    _by_preposition(scene, found, trigger, after, t)
    return found


def _subject_after(
    scene: Scene, found: Found, trigger: Trigger, t: int, bare: list[Unit], takes_object: bool
) -> None:
    """VSO: the first bare phrase is the subject unless its form says that it is the object."""
    group = _first_group(bare)
    if group and acts(group[0]) and not _accusative(scene, group[0], t):
        found.sources = [(u, "subject") for u in group if acts(u)]
        bare = bare[len(group) :]
    else:
        found.hidden_source = True
    _objects(found, trigger, bare if takes_object else [])


def _only_object(
    scene: Scene, t: int, trigger: Trigger, first: int, bare: list[Unit], takes_object: bool
) -> bool:
    """``رحب بالهدنة وحث جميع الأطراف``: a coordinated verb keeps the subject of the one before."""
    words = scene.words
    if (
        not takes_object
        or trigger.symmetric
        or t == first
        or not words.proclitic[t].startswith("و")
    ):
        return False
    group = _first_group(bare)
    if not group or len(group) < len(bare) or words.stem[group[0].head].endswith(("ون", "ان")):
        return False
    if group[0].kind not in ("people", "state") or trigger.type not in ("REQUEST", "ACCUSE"):
        return False
    return any(words.pos[i] == "VERB" for i in range(max(first, t - _BACK), t))


def _accusative(scene: Scene, unit: Unit, t: int) -> bool:
    """``اتهم المتمردين``: a sound plural or dual in -in, or a wrong gender, is no subject."""
    words = scene.words
    stem, head = words.stem[unit.head], unit.head
    counted = words.pos[unit.first] == "NUM"
    if counted and words.gender[t] == "f" and words.gender[head] == "m":
        return True  # قتلت 34 فلسطينيا
    if words.number[head] in ("p", "d") and stem.endswith("ين") and unit.kind != "person":
        return True
    if unit.kind == "people" and words.pos[head] == "NOUN" and stem.endswith("ا") and len(stem) > 4:
        return words.number[head] != "p" and not words.definite[head]
    verb = words.gender[t]
    plural = words.number[head] in ("p", "d")
    return bool(
        verb == "f" and words.gender[head] == "m" and words.number[head] == "s"
        and unit.kind in ("role", "person") and not plural
    )  # fmt: skip


def _objects(found: Found, trigger: Trigger, units: list[Unit]) -> None:
    group = _first_group(units)
    found.targets = [(u, "object") for u in group if touched(u, trigger)]


def _first_group(units: list[Unit]) -> list[Unit]:
    """The first unit with those coordinated to it (``prep`` is the conjunction's mark here)."""
    group = units[:1]
    for unit in units[1:]:
        if unit.prep != "و":
            break
        group.append(unit)
    return group


def _bare_units(scene: Scene, chunks: list[Chunk]) -> list[Unit]:
    """Units of the phrases that no preposition governs, coordinated ones marked ``و``."""
    found: list[Unit] = []
    for chunk in chunks:
        if chunk.prep:
            continue
        for unit in scene.units(chunk.first, chunk.last):
            joined = scene.words.proclitic[unit.first].startswith("و") and bool(found)
            found.append(_marked(unit, "و" if joined else ""))
    return [u for u in found if u.kind != "thing"]


def _marked(unit: Unit, prep: str) -> Unit:
    if unit.prep == prep:
        return unit
    return Unit(
        unit.first, unit.last, unit.head, unit.actor, unit.kind, unit.country, prep, unit.role
    )


def reach(scene: Scene, t: int, last: int) -> int:
    """Where the clause of a trigger ends: before the next verb, ``أن`` or relative pronoun."""
    words, relatives = scene.words, scene.lexicon.relatives
    end = min(last, t + _REACH)
    for i in range(t + 1, end):
        pos = words.pos[i]
        if pos == "VERB" or (pos == "CONJ" and words.stem[i].startswith("ان")):
            return i
        if pos == "PRON" and words.stem[i] in relatives:
            return i
    return end


def _antecedent(scene: Scene, t: int, first: int) -> list[Unit]:
    """The phrase before ``الذي``/``التي`` where the verb stands in a relative clause."""
    words = scene.words
    i = t - 1
    while i > first and i > t - 3 and (words.pos[i] == "PART" or words.stem[i] in _AUXILIARY):
        i -= 1
    if i <= first or words.stem[i] not in scene.lexicon.relatives or words.pos[i] != "PRON":
        return []
    chunks = scene.chunks_before(i, max(first, i - _BACK))
    if not chunks or chunks[0].last < i - 1:
        return []
    return [u for u in scene.units(chunks[0].first, chunks[0].last) if u.kind != "thing"]


def _left_subject(scene: Scene, t: int, first: int) -> tuple[list[Unit], bool]:
    """The subject before its verb, and whether the clause begins with it (SVO is certain)."""
    words, gaps = scene.words, scene.text.gaps
    if words.proclitic[t].startswith(("و", "ف")) and t > first:
        return [], False
    begin, opened = max(first, t - _BACK), t - _BACK <= first
    for i in range(t - 1, begin - 1, -1):
        if words.pos[i] == "VERB" and words.stem[i] not in _AUXILIARY:
            return [], False
        if words.stem[i] in _AUXILIARY or (words.pos[i] == "CONJ"):
            begin, opened = i + 1, True
            break
        if any(c in gaps[i] for c in ":؛") and i > first:
            begin, opened = i, True
            break
    chunks = scene.chunks_before(t, begin)
    if not chunks:
        return [], False
    chunk = chunks[-1]
    if chunk.prep or chunk.first - begin > 2:
        chunk = chunks[0]
        if chunk.prep or chunk.last < t - 1:
            return [], False
        opened = words.proclitic[chunk.first].startswith("و") or gaps[chunk.first] != " "
    units = [u for u in scene.units(chunk.first, chunk.last) if u.kind != "thing"]
    group = units[:1]
    for unit in units[1:]:
        if not words.proclitic[unit.first].startswith("و"):
            break
        group.append(unit)
    return (group, opened) if group and acts(group[0]) else ([], False)


def _looks_passive(scene: Scene, t: int, trigger: Trigger, found: Found) -> bool:
    """``قتل خمسة جنود في …``: an active verb without object whose subject is a victim."""
    if trigger.type not in ("ASSAULT", "COERCE") or not found.sources:
        return False
    unit = found.sources[0][0]
    if found.sources[0][1] not in ("subject", "subject before"):
        return False
    words = scene.words
    if found.sources[0][1] == "subject before" and words.number[unit.head] == "p":
        return False
    counted = any(words.pos[i] == "NUM" for i in range(unit.first, unit.last))
    victim = scene.bare(unit.head) in scene.lexicon.victims
    plain = unit.kind == "people" and not words.definite[unit.head]
    return counted or victim or plain


def _agents(scene: Scene, chunks: list[Chunk], t: int) -> list[tuple[Unit, str]]:
    """The doer of a passive: ``برصاص الجيش``, ``على يد``, ``في غارة إسرائيلية``."""
    stems = scene.words.stem
    for chunk in chunks:
        before = chunk.first
        whole = scene.words.proclitic[before].lstrip("وف") + stems[before]
        opener = (whole,) in scene.lexicon.by or (
            before > 1 and (stems[before - 1], stems[before]) in scene.lexicon.by
        )
        if opener or chunk.prep in ("في", "ب", "اثر", "جراء", "خلال"):
            begin = before + 1 if opener else before
            units = scene.units(begin, chunk.last) if begin < chunk.last else []
            for unit in units:
                if unit.kind == "nisba":
                    return [(_whose(scene, unit), "agent")]
                if opener and acts(unit):
                    return [(unit, "agent")]
                if unit.kind == "owner" and unit.role in ("MIL", "REB", "GOV", "UAF", "COP"):
                    return [(unit, "agent")]
    return []


def _whose(scene: Scene, unit: Unit) -> Unit:
    """``غارة إسرائيلية``: the adjective, which stands for the state, without the event's noun."""
    if scene.words.stem[unit.first] not in scene.lexicon.forms:
        return unit
    for i in range(unit.first + 1, unit.last):
        if scene.bare(i) in scene.know.demonyms:
            return Unit(i, i + 1, i, unit.actor, "nisba", unit.country)
    return unit


def _passive(
    scene: Scene, found: Found, trigger: Trigger, patients: list[Unit], chunks: list[Chunk], t: int
) -> None:
    found.passive = True
    found.targets = [(u, "passive") for u in patients if touched(u, trigger)]
    found.sources = _agents(scene, chunks, t)


def _by_preposition(
    scene: Scene, found: Found, trigger: Trigger, chunks: list[Chunk], t: int
) -> None:
    """Targets behind the prepositions of the frame, and the other party behind ``مع`` or ``بين``."""
    taken = {u.first for u, _ in found.sources} | {u.first for u, _ in found.targets}
    for chunk in chunks:
        if chunk.first in taken or not chunk.prep:
            continue
        units = [u for u in scene.units(chunk.first, chunk.last) if touched(u, trigger)]
        if not units:
            continue
        if chunk.prep in trigger.with_ and not found.targets:
            found.targets = [(u, "with") for u in units]
            return
        if trigger.symmetric and chunk.prep == "بين":
            _between(scene, found, chunk, units)
            return
        if chunk.prep in trigger.to and not found.targets:
            found.targets = [(u, "preposition") for u in units]
            return


def governed_pronoun(scene: Scene, t: int, trigger: Trigger) -> str:
    """The pronoun of ``عليها``, ``ضدهم`` soon after a trigger whose frame has that preposition."""
    words = scene.words
    _, last = scene.sentence(t)
    for i in range(t + 1, min(last, t + 7)):
        pronoun = words.enclitic[i]
        if pronoun and words.pos[i] in ("ADP", "PRON"):
            base = words.stem[i].removesuffix(pronoun)
            if base in trigger.to or base in trigger.with_:
                return pronoun
        if words.pos[i] == "VERB":
            return ""
    return ""


def _between(scene: Scene, found: Found, chunk: Chunk, units: list[Unit]) -> None:
    """``بين X وY``: the first is the source; the second may stand in the next phrase."""
    if len(units) == 1:
        units = _split(scene, units[0])
    if len(units) == 1:
        for more in scene.chunks_after(chunk.last, chunk.last + 8)[:2]:
            if scene.words.proclitic[more.first].startswith("و") or more.prep == "بين":
                units = [*units, *scene.units(more.first, more.last)]
                break
    found.sources = [(units[0], "between")]
    found.targets = [(u, "between") for u in units[1:] if u.kind != "thing"]


def _split(scene: Scene, unit: Unit) -> list[Unit]:
    """One unit behind ``بين`` that holds two after all: divided at its last ``و``."""
    for i in range(unit.last - 1, unit.first, -1):
        if scene.words.proclitic[i].startswith("و") and scene.words.pos[i] in ("NOUN", "PROPN"):
            first = Unit(
                unit.first, i, unit.head, unit.actor, unit.kind, unit.country, "", unit.role
            )
            return [first, Unit(i, unit.last, i, None, "people")]
    return [unit]


def clause_subject(scene: Scene, t: int, floor: int) -> list[tuple[Unit, str]]:
    """Who does what the clause around a noun tells: the subject of the verb before it.

    Words before ``floor`` are a speaker's introduction and do not count.
    """
    words = scene.words
    first = max(floor, scene.sentence(t)[0])
    for verb in range(t - 1, max(first, t - _REACH) - 1, -1):
        if words.pos[verb] != "VERB" or words.stem[verb] in _AUXILIARY:
            continue
        after = [c for c in scene.chunks_after(verb + 1, t + 1) if c.last <= t]
        group = [u for u in _first_group(_bare_units(scene, after)) if acts(u)]
        if not group:
            left, _ = _left_subject(scene, verb, first)
            group = [u for u in (left or _antecedent(scene, verb, first)) if acts(u)]
        return [(u, "clause") for u in group]
    return []


def nearest(
    scene: Scene, t: int, trigger: Trigger, taken: set[int | None], ends: set[int], onward: bool
) -> list[tuple[Unit, str]]:
    """The nearest actor of the sentence after (or before) the trigger that has no part in it yet.

    ``ends`` are the words right behind the parties already found: a name there belongs to them.
    """
    first, last = scene.sentence(t)
    if onward:
        for chunk in scene.chunks_after(t + 1, reach(scene, t, last)):
            for unit in scene.units(chunk.first, chunk.last):
                named = unit.actor is not None or unit.kind == "people"
                if not named or not touched(unit, trigger) or unit.role == "MED":
                    continue
                if unit.first not in ends and (unit.actor is None or unit.actor not in taken):
                    return [(unit, "nearest")]
        return []
    for k in reversed(scene.mentions_between(max(first, t - _REACH), t)):
        unit = scene.mention_unit(k)
        if unit.actor is not None and unit.actor not in taken and unit.role != "MED" and acts(unit):
            return [(unit, "nearest")]
    return []


def of_noun(scene: Scene, t: int, trigger: Trigger, suffix: str) -> Found:
    """Parties of a verbal noun: its genitive, its adjective of belonging, its light verb."""
    found = Found()
    first, last = scene.sentence(t)
    limit = reach(scene, t, last)
    phrase = scene.words.phrase_at(t)
    inside_end = phrase[1] if phrase else t + 1
    rest = scene.units(t + 1, min(inside_end, limit)) if inside_end > t + 1 else []
    rest = [u for u in rest if u.kind != "thing"]
    after = scene.chunks_after(max(t + 1, inside_end), limit)
    if inside_end == t + 1 and after and after[0].first == t + 1 and not after[0].prep:
        rest = [u for u in scene.units(after[0].first, after[0].last) if u.kind != "thing"]
    if suffix:
        found.pronoun = suffix
    elif rest:
        _genitive(scene, found, trigger, rest, t, after)
    _by_preposition(scene, found, trigger, after, t)
    if not found.sources:
        _relative_light(scene, found, trigger, limit, last)
    light = _light(scene, t, first)
    if light is not None:
        found.light = True
        if not found.sources:
            _from_light(scene, found, trigger, light, t, first)
    if not found.sources:
        found.sources = [(u, h) for u, h in _agents_by(scene, after) if acts(u)]
    if not found.sources and "من" not in trigger.to and trigger.genitive != "target":
        chunk = next((c for c in after[:2] if c.prep == "من" and c.first - t <= 4), None)
        if chunk is not None:  # دعوة من المرجع
            found.sources = [(u, "from") for u in scene.units(chunk.first, chunk.last) if acts(u)]
    return found


def _relative_light(scene: Scene, found: Found, trigger: Trigger, at: int, last: int) -> None:
    """``المحادثات التي أجراها الوزير مع نظيره``: the relative clause names the parties."""
    words = scene.words
    if at + 1 >= last or words.stem[at] not in scene.lexicon.relatives:
        return
    if words.stem[at + 1] not in scene.lexicon.lights:
        return
    chunks = scene.chunks_after(at + 2, reach(scene, at + 1, last))
    group = _first_group(_bare_units(scene, chunks))
    found.sources = [(u, "light verb") for u in group if acts(u)]
    if not found.targets:
        _by_preposition(scene, found, trigger, chunks, at)


def _genitive(
    scene: Scene, found: Found, trigger: Trigger, rest: list[Unit], t: int, after: list[Chunk]
) -> None:
    unit = rest[0]
    if _adjective(scene, unit, t):
        found.sources = [(unit, "adjective")]
        rest = rest[1:]
        if rest and trigger.object == "target" and trigger.genitive != "none":
            found.targets = [(u, "object") for u in rest[:1] if touched(u, trigger)]
        return
    group = [unit]
    others: list[Unit] = []
    for other in rest[1:]:
        if scene.words.proclitic[other.first].startswith("و") and not others:
            group.append(other)
        else:
            others.append(other)
    if not others and after and after[0].first == group[-1].last and not after[0].prep:
        others = [u for u in scene.units(after[0].first, after[0].last) if u.kind != "thing"]
    role = trigger.genitive
    if role == "both":
        onward = any(c.prep in trigger.to for c in after[:3])
        role = "source" if onward or others or unit.role in ("MIL", "REB") else "target"
    elif role == "target" and others and acts(unit):
        role = "source"  # اعتقال الشرطة عشرات المتظاهرين
    if role == "none":
        return
    if role == "source":
        found.sources = [(u, "genitive") for u in group if acts(u) or u.kind == "owner"]
        if others and trigger.object == "target":
            found.targets = [(u, "object") for u in others[:1] if touched(u, trigger)]
    else:
        found.targets = [(u, "genitive") for u in group if touched(u, trigger)]


def _adjective(scene: Scene, unit: Unit, t: int) -> bool:
    """``غارات إسرائيلية``: an adjective right behind the noun says whose they are."""
    if unit.first != t + 1 or unit.country is None:
        return False
    return scene.bare(t + 1) in scene.know.demonyms and scene.words.pos[t + 1] == "ADJ"


def _agents_by(scene: Scene, chunks: list[Chunk]) -> list[tuple[Unit, str]]:
    stems = scene.words.stem
    for chunk in chunks[:3]:
        if chunk.first > 1 and (stems[chunk.first - 2], stems[chunk.first - 1]) in scene.lexicon.by:
            return [(u, "agent") for u in scene.units(chunk.first, chunk.last)]
        if (stems[chunk.first - 1], stems[chunk.first]) in scene.lexicon.by:
            begin = chunk.first + 1
            if begin < chunk.last:
                return [(u, "agent") for u in scene.units(begin, chunk.last)]
    return []


def _light(scene: Scene, t: int, first: int) -> int | None:
    """The light verb that carries a noun: at most six words before it, no other verb between."""
    words = scene.words
    for i in range(t - 1, max(first, t - 9) - 1, -1):
        if words.stem[i] in scene.lexicon.lights and words.pos[i] in ("VERB", "NOUN"):
            return i
        if words.pos[i] == "VERB":
            return None
    return None


def _from_light(
    scene: Scene, found: Found, trigger: Trigger, verb: int, t: int, first: int
) -> None:
    """The light verb's subject, after it, before it or as the antecedent of its relative clause."""
    between = _bare_units(scene, [c for c in scene.chunks_after(verb + 1, t) if c.last <= t])
    group = [u for u in _first_group(between) if acts(u)]
    if group:
        found.sources = [(u, "light verb") for u in group]
        return
    left, _ = _left_subject(scene, verb, first)
    relative = _antecedent(scene, verb, first)
    if relative and scene.words.enclitic[verb]:
        return
    found.sources = [(u, "light verb") for u in (left or relative) if acts(u)]
    if not found.sources:
        found.hidden_source = scene.words.pos[verb] == "VERB"


def of_participle(scene: Scene, t: int, trigger: Trigger, suffix: str) -> Found:
    """Parties of an adverbial participle (``داعيا``): its subject is that of the main verb."""
    found = Found(hidden_source=True)
    _, last = scene.sentence(t)
    after = scene.chunks_after(t + 1, reach(scene, t, last))
    if trigger.object == "target":
        _objects(found, trigger, _bare_units(scene, after))
    if suffix and not found.targets:
        found.pronoun = suffix
    _by_preposition(scene, found, trigger, after, t)
    return found
