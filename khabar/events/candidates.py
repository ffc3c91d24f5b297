"""Everybody whom an event can have as its source or target, and what speaks for and against each.

A candidate is a participant whose words stand in the sentence of the trigger, or somebody whom the
words hide: the speaker, the parties of the events told before, whoever was named last. Each carries
the features by which :mod:`khabar.events.parties` chooses; the last candidate is nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from khabar.events.clause import opens_clause, subject_and_object, verbs_before
from khabar.events.draft import Draft
from khabar.events.scene import POLITICAL, Chunk, Scene, Unit
from khabar.model import Party

#: Words before and after the trigger within which participants are looked for.
_BACK, _AHEAD = 20, 20
#: How many of the events told before are asked for their parties.
_MEMORY = 3
#: Words between a pronoun's preposition and the trigger; between a call and what is called for.
_NEAR, _SCOPE = 7, 14
_PREPOSITIONS = frozenset(
    {"ب", "ل", "في", "من", "علي", "الي", "عن", "ضد", "مع", "بين", "بعد", "خلال"}
)
_PAUSES = frozenset("،,؛:")


#: A group of facts from closed sets: its name, then the facts. Few differ, so sums are remembered.
Key = tuple[str | bool | None, ...]


@dataclass(slots=True)
class Candidate:
    """One possible party."""

    #: "I" inside the trigger's noun phrase behind it, "H" inside it before it, "A" after, "B"
    #: before; "J" and "K" joined by ``و`` to the one before them there; "hidden"; "nobody".
    place: str
    #: What governs it: "F" a preposition of the trigger's frame, "W" that of the other party, "M"
    #: between, "Y" by, another preposition, "-" none, "+" not the first of its phrase.
    prep: str = ""
    unit: Unit | None = None
    party: Party | None = None
    actor: int | None = None
    #: What is known of it, in groups; :func:`features` spells them out.
    keys: list[Key] = field(default_factory=list)
    joined: tuple[Unit, ...] = ()


@dataclass(slots=True)
class _Path:
    """What lies between the trigger and a phrase, and how many bare phrases came before it."""

    verbs: int = 0
    clauses: int = 0
    pauses: int = 0
    bare: int = 0

    def over(self, scene: Scene, low: int, high: int) -> None:
        words, gaps = scene.words, scene.text.gaps
        for i in range(low, high):
            if words.pos[i] == "VERB":
                self.verbs += 1
            elif opens_clause(scene, i):
                self.clauses += 1
            if len(gaps[i]) > 1 and not _PAUSES.isdisjoint(gaps[i]):
                self.pauses += 1


def candidates(scene: Scene, draft: Draft, made: list[Draft]) -> list[Candidate]:
    """Everybody who can be a party of the event, and last nobody."""
    t = draft.word
    first, last = scene.sentence(t)
    phrase = scene.words.phrase_at(t)
    begin, end = (phrase[0], phrase[1]) if phrase else (t, t + 1)
    ahead = [Chunk(t + 1, end, "")] if end > t + 1 else []
    ahead += scene.chunks_after(max(end, t + 1), min(last, t + _AHEAD))
    behind = [Chunk(begin, t, scene.prep_before(begin))] if begin < t else []
    behind += scene.chunks_before(begin, max(first, t - _BACK))
    found: list[Candidate] = []
    path = _Path()
    at = t + 1
    for chunk in ahead:
        path.over(scene, at, chunk.first + 1)
        at = chunk.first + 1
        _take(
            scene,
            draft,
            chunk,
            "I" if chunk.last <= end and chunk.first == t + 1 else "A",
            path,
            found,
        )
    path, at = _Path(), t
    for chunk in behind:
        path.over(scene, min(chunk.last, at), at)
        at = chunk.first
        _take(scene, draft, chunk, "H" if chunk.last == t else "B", path, found)
    _roles(scene, draft, found, first)
    _context(scene, draft, found)
    found += _hidden(scene, draft, made, found)
    found.append(_nobody(scene, draft, found))
    return found


def _take(
    scene: Scene, draft: Draft, chunk: Chunk, place: str, path: _Path, found: list[Candidate]
) -> None:
    """The participants of one phrase."""
    prep = _governor(scene, draft, chunk)
    units = scene.units(chunk.first, chunk.last)
    if prep == "M" and len(units) == 1:
        units = _divided(scene, units[0])
    if not chunk.prep:
        path.bare += 1
    head: Candidate | None = None
    for nth, unit in enumerate(units):
        if found and found[-1].unit is not None and _one(scene, found[-1].unit, unit):
            found[-1].unit = _together(found[-1].unit, unit)
            continue
        joined = head is not None and scene.words.proclitic[unit.first].startswith("و")
        if nth and not chunk.prep and not joined and place in "IA":
            path.bare += 1
        one = Candidate(place, prep if nth == 0 or joined else "+", unit, None, unit.actor)
        if joined and head is not None:
            head.joined += (unit,)
            one.place = "J" if place in "IA" else "K"
        else:
            head = one
        _stands(scene, draft, one, path, min(nth, 2))
        _is(scene, draft, one)
        found.append(one)


def _one(scene: Scene, near: Unit, unit: Unit) -> bool:
    """``وزير الخارجية، فلان``, and all in the phrase of a speaker: one participant in two phrases."""
    first, second = (near, unit) if near.first < unit.first else (unit, near)
    if scene.words.proclitic[second.first]:
        return False
    spoken = scene.speaker_at.get(first.first)
    if spoken is not None and spoken == scene.speaker_at.get(second.first):
        return True
    if first.last != second.first:
        return False
    kinds = first.kind, second.kind
    return kinds in (("role", "person"), ("people", "person"), ("person", "role"))


def _together(one: Unit, two: Unit) -> Unit:
    """Two phrases of one participant; the person's name says who it is."""
    named = two if two.kind == "person" and one.kind != "person" else one
    first, last = min(one.first, two.first), max(one.last, two.last)
    return Unit(first, last, one.head, named.actor, named.kind, named.country, one.prep, named.role)


def _governor(scene: Scene, draft: Draft, chunk: Chunk) -> str:
    if scene.by(chunk.first):
        return "Y"
    trigger, prep = draft.trigger, chunk.prep
    if not prep:
        return "-"
    if prep in trigger.with_:
        return "W"
    if trigger.symmetric and prep == "بين":
        return "M"
    if prep in trigger.to:
        return "F"
    return prep if prep in _PREPOSITIONS else "o"


def _divided(scene: Scene, unit: Unit) -> list[Unit]:
    """One unit behind ``بين`` that holds two after all: divided at its last ``و``."""
    for i in range(unit.last - 1, unit.first, -1):
        if scene.words.proclitic[i].startswith("و") and scene.words.pos[i] in ("NOUN", "PROPN"):
            one = Unit(unit.first, i, unit.head, unit.actor, unit.kind, unit.country, "", unit.role)
            return [one, Unit(i, unit.last, i, None, "people")]
    return [unit]


def _stands(scene: Scene, draft: Draft, one: Candidate, path: _Path, nth: int) -> None:
    """Where a participant stands."""
    unit, words, t = one.unit, scene.words, draft.word
    assert unit is not None
    place, prep, pos = one.place, one.prep, words.pos
    distance = unit.first - t - 1 if unit.first > t else t - unit.last
    far = "0" if distance <= 0 else "1" if distance < 4 else "2" if distance < 10 else "3"
    order = f"{min(path.bare, 3)}{nth}"
    wall = f"{min(path.verbs, 2)}{min(path.clauses, 1)}"
    one.keys.append(
        (
            "stand",
            draft.verbal,
            place,
            prep,
            order,
            far,
            wall,
            str(min(path.pauses, 2)),
            draft.family,
        )
    )
    if place == "I" or (place == "A" and distance <= 0):
        nisba = unit.first == t + 1 and scene.bare(t + 1) in scene.know.demonyms
        trigger = draft.trigger
        one.keys.append(("frame", draft.verbal, trigger.genitive, trigger.object, order, prep,
                         draft.family, pos[t + 1] if nisba else ""))  # fmt: skip
    before = unit.first - 1
    if scene.sentence(t)[0] <= before != t and prep in ("-", "+") and pos[before] == "VERB":
        gender = words.gender[unit.head]
        agree = str(words.gender[before] == gender) if gender else "?"
        light = words.stem[before] in scene.lexicon.lights and path.verbs <= 1
        one.keys.append(("next", draft.verbal, place, wall[0], agree, light))


def _is(scene: Scene, draft: Draft, one: Candidate) -> None:
    """What a participant is, and how its form fits the trigger's."""
    unit, words, t = one.unit, scene.words, draft.word
    assert unit is not None
    verbal, head = draft.verbal, unit.head
    gender, number, stem = words.gender[head], words.number[head], words.stem[head]
    plural = number in ("p", "d")
    case = ""
    if stem.endswith("ون"):
        case = "u"
    elif plural and stem.endswith("ين"):
        case = "i"
    elif stem.endswith("ا") and not words.definite[head] and words.pos[head] == "NOUN":
        case = "a"
    counted = any(words.pos[i] == "NUM" for i in range(unit.first, head))
    victim = scene.bare(head) in scene.lexicon.victims
    bare = one.prep == "-"
    one.keys.append(("is", verbal, unit.kind, unit.role, unit.actor is not None, draft.family, case,
                     bare, counted, victim, draft.type))  # fmt: skip
    salience = scene.salience.get(unit.actor, "") if unit.actor is not None else ""
    one.keys.append(("salient", verbal, one.place, salience, draft.family))
    if verbal == "V":
        agree = str(words.gender[t] == gender) if gender else "?"
        one.keys.append(
            ("agree", one.place, bare, agree, plural, words.number[t], number, unit.kind)
        )
    suffix = words.enclitic[t]
    if suffix:
        one.keys.append(("suffix", verbal, one.place, suffix, gender, number, unit.kind,
                         draft.trigger.genitive))  # fmt: skip


def _roles(scene: Scene, draft: Draft, found: list[Candidate], first: int) -> None:
    """Who is subject and object of the trigger, and of the verbs before it."""
    words, t, verbal = scene.words, draft.word, draft.verbal
    roles: list[tuple[Unit | None, Key]] = []
    if verbal == "V":
        for side, unit in zip(("subject", "object"), subject_and_object(scene, t), strict=True):
            roles.append((unit, ("own", side, draft.family, draft.kind, draft.trigger.object)))
    opened, at = False, t
    for k, v in enumerate(verbs_before(scene, t, first)):
        opened = opened or any(opens_clause(scene, i) for i in range(v + 1, at))
        at = v
        tied = "and" if words.proclitic[t].startswith("و") else ""
        kind = "light" if words.stem[v] in scene.lexicon.lights else "that" if opened else "verb"
        for side, unit in zip(("subject", "object"), subject_and_object(scene, v), strict=True):
            roles.append((unit, ("role", f"{side} {k}", verbal, kind, tied)))
    for unit, key in roles:
        if unit is None:
            continue
        for one in found:
            here = one.unit
            if here is not None and here.first < unit.last and here.last > unit.first:
                one.keys.append(key)


def _context(scene: Scene, draft: Draft, found: list[Candidate]) -> None:
    """What the frame and the statement around add: who speaks, and inside whose words it is told."""
    starts, ends = scene.text.starts, scene.text.ends
    framed = any(c.prep in ("F", "W") for c in found)
    spoken = _cue_parties(draft)
    content = draft.statement.content if draft.statement is not None else ()
    for one in found:
        unit = one.unit
        assert unit is not None
        start, end = starts[unit.first], ends[unit.last - 1]
        inside = ""
        if content:
            inside = "inside" if any(a <= start < b for a, b in content) else "outside"
        one.keys.append(("context", one.place, framed and one.prep != "F", inside, bool(spoken)))
        for label, party in spoken:
            if party.span and party.span[0] < end and party.span[1] > start:
                one.keys.append(("cue", label, draft.family))


def _cue_parties(draft: Draft) -> list[tuple[str, Party]]:
    cue = draft.cue_of
    if cue is None:
        return []
    found = [("speaks", cue.speaker)] if cue.speaker.name else []
    return [*found, ("addressed", cue.addressee)] if cue.addressee is not None else found


def _hidden(
    scene: Scene, draft: Draft, made: list[Draft], beside: list[Candidate]
) -> list[Candidate]:
    """Who is meant though the words around do not name him; adds what is known of those they name."""
    words, t, verbal = scene.words, draft.word, draft.verbal
    named: dict[int, list[Candidate]] = {}
    for one in beside:
        if one.actor is not None:
            named.setdefault(one.actor, []).append(one)
    suffix, governed = words.enclitic[t], _governed_pronoun(scene, draft)
    found: dict[object, Candidate] = {}
    for label, party in _told(scene, draft, made):
        for one in named.get(-1 if party.actor is None else party.actor, ()):
            one.keys.append(("same", label, verbal))
        key: object = party.name if party.actor is None else party.actor
        hidden = found.get(key)
        if hidden is None:
            actor = scene.names.actors[party.actor] if party.actor is not None else None
            kind, gender, role = (actor.kind, actor.gender, actor.role) if actor else (None,) * 3
            hidden = found[key] = Candidate("hidden", "", None, party, party.actor)
            salience = scene.salience.get(party.actor, "") if party.actor is not None else ""
            hidden.keys.append(("salient", verbal, "hidden", salience, draft.family))
            hidden.keys.append(("hidden", verbal, draft.kind, draft.family, kind, role,
                                party.actor in named))  # fmt: skip
            if suffix or governed:
                hidden.keys.append(("pronoun", verbal, draft.trigger.genitive, suffix, governed,
                                    gender, kind))  # fmt: skip
        hidden.keys.append(("told", label, verbal, draft.kind, draft.family))
    return list(found.values())


def _told(scene: Scene, draft: Draft, made: list[Draft]) -> list[tuple[str, Party]]:
    """Those whom the text before has as speakers and parties, with what each was."""
    found: list[tuple[str, Party]] = [(f"cue {label}", p) for label, p in _cue_parties(draft)]
    if draft.statement is not None:
        said = draft.statement
        found += [("speaker", said.speaker)] if said.speaker.name else []
        found += [("addressee", said.addressee)] if said.addressee is not None else []
    first, _ = scene.sentence(draft.word)
    for back, before in enumerate(reversed(made[-_MEMORY:])):
        when = "last" if not back else "earlier"
        for side, parties in (("source", before.sources), ("target", before.targets)):
            for party in parties[:2]:
                if party.name:
                    found.append((f"{when} {side}", party))
                    if not back and before.word >= first:
                        found.append((f"clause {side}", party))
                        found += [(f"{s} {side}", party) for s in _scope(scene, draft, before)]
    return found + scene.named_before(first)


def _scope(scene: Scene, draft: Draft, before: Draft) -> list[str]:
    """``دعا الأطراف إلى وقف``: who is called on does the second act; ``شن غارة استهدفت``: its doer."""
    words, t = scene.words, draft.word
    if draft.retells:
        return ["retold"]
    if draft.verbal != "N" or before.verbal == "N" or t - before.word > _SCOPE:
        return []
    opened = words.proclitic[t].endswith("ب") or words.stem[t - 1] in ("الي", "علي")
    return [f"scope {before.type}"] if opened else []


def _governed_pronoun(scene: Scene, draft: Draft) -> str:
    """The pronoun of ``عليها``, ``ضدهم`` soon after a trigger whose frame has that preposition."""
    words, trigger, t = scene.words, draft.trigger, draft.word
    _, last = scene.sentence(t)
    for i in range(t + 1, min(last, t + _NEAR)):
        pronoun = words.enclitic[i]
        if pronoun and words.pos[i] in ("ADP", "PRON"):
            base = words.stem[i].removesuffix(pronoun)
            if base in trigger.to or base in trigger.with_:
                return pronoun
        if words.pos[i] == "VERB":
            return ""
    return ""


def _nobody(scene: Scene, draft: Draft, found: list[Candidate]) -> Candidate:
    """What speaks for a side being left open."""
    verbal, trigger = draft.verbal, draft.trigger
    near = any(c.place in "AI" and c.prep == "-" for c in found)
    framed = any(c.prep in ("F", "W") for c in found)
    suffix = bool(scene.words.enclitic[draft.word])
    key = ("nobody", verbal, draft.kind, draft.type, near, draft.status, trigger.object,
           trigger.genitive, framed, draft.cue_of is not None, suffix)  # fmt: skip
    return Candidate("nobody", keys=[key])


def features(key: Key) -> list[str]:
    """The features that a group of facts stands for: the facts alone and in combinations."""
    return _SPELLED[str(key[0])](*key[1:])


def _spell_stand(
    verbal: str, place: str, prep: str, order: str, far: str, wall: str, pauses: str, family: str
) -> list[str]:
    return [
        f"stand {verbal}{place}{prep}", f"stand {verbal}{place}{prep} {order}",
        f"place {place} {prep}", f"place {place} {order}", f"prep {prep}",
        f"far {verbal}{place}{far}", f"far {far} {place}", f"wall {verbal}{place}{wall}",
        f"wall {place}{wall}", f"wall {place}{wall} {prep}", f"pause {verbal}{place}{pauses}",
        f"stand {verbal}{place} {family}" + (" prep" if prep != "-" else ""),
    ]  # fmt: skip


def _spell_frame(
    verbal: str, genitive: str, obj: str, order: str, prep: str, family: str, nisba: str
) -> list[str]:
    found = [
        f"genitive {verbal} {genitive} {order} {prep}",
        f"object {verbal} {obj} {order[0]} {family}",
    ]
    return [*found, f"nisba {verbal} {nisba}"] if nisba else found


def _spell_next(verbal: str, place: str, verbs: str, agree: str, light: bool) -> list[str]:
    found = [f"own verb {place} {verbs}", f"own verb {place} {verbs} {agree}"]
    return [*found, f"light subject {verbal}"] if light else found


def _spell_is(
    verbal: str,
    kind: str,
    role: str | None,
    named: bool,
    family: str,
    case: str,
    bare: bool,
    counted: bool,
    victim: bool,
    type_: str,
) -> list[str]:
    found = [
        f"kind {kind}",
        f"kind {kind} {family}",
        f"kind {kind} {type_}",
        f"role {role}",
        f"role {role} {family}",
        f"named {named} {role in POLITICAL}",
    ]
    if kind != "site":
        found.append("someone")
    if case:
        found.append(f"case {case} {verbal}" + (f" {bare}" if case == "i" else ""))
    if counted:
        found.append(f"counted {verbal} {family}")
    return [*found, f"victim {verbal}"] if victim else found


def _spell_salient(verbal: str, place: str, salience: str, family: str) -> list[str]:
    return [
        f"salient {salience}",
        f"salient {salience} {verbal}{place}",
        f"salient {salience} {family}",
    ]


def _spell_agree(
    place: str, bare: bool, agree: str, plural: bool, verb_number: str, number: str, kind: str
) -> list[str]:
    found = []
    if bare:
        found.append(f"agree {place} {agree} {plural}")
        if place == "B":
            found.append(f"agree B number {verb_number} {plural} {kind}")
    if verb_number in ("p", "d"):
        found.append(f"plural verb {place} {number or '?'} {kind}")
    return found


def _spell_suffix(
    verbal: str, place: str, suffix: str, gender: str | None, number: str, kind: str, genitive: str
) -> list[str]:
    return [f"suffix {verbal}{place}", f"suffix {suffix} {gender}{number}", f"suffix {suffix} {kind}",
            f"suffix {verbal} {genitive} {place}"]  # fmt: skip


def _spell_own(side: str, family: str, kind: str, obj: str) -> list[str]:
    return [f"own {side}", f"own {side} {family}", f"own {side} {kind}", f"own {side} {obj}"]


def _spell_role(role: str, verbal: str, kind: str, tied: str) -> list[str]:
    return [role, f"{role} {verbal}", f"{role} {kind}", f"{role} {verbal} {kind}{tied}"]


def _spell_context(place: str, framed: bool, inside: str, cue: bool) -> list[str]:
    found = [f"framed {place}"] if framed else []
    if inside:
        found.append(f"{inside} {place}")
    if inside == "outside":
        found.append("outside")
    return [*found, f"cue {place}"] if cue else found


def _spell_cue(label: str, family: str) -> list[str]:
    return [label, f"{label} {family}"]


def _spell_same(label: str, verbal: str) -> list[str]:
    return [f"same {label}", f"same {label} {verbal}"]


def _spell_hidden(
    verbal: str, form: str, family: str, kind: str | None, role: str | None, named: bool
) -> list[str]:
    return ["hidden", f"hidden {verbal}", f"hidden {form}", f"hidden {family}", f"hidden kind {kind}",
            f"hidden role {role}", f"hidden named {named}"]  # fmt: skip


def _spell_pronoun(
    verbal: str, genitive: str, suffix: str, governed: str, gender: str | None, kind: str | None
) -> list[str]:
    found = []
    if suffix:
        found += [f"hidden suffix {verbal} {genitive}", f"hidden suffix {suffix} {gender} {kind}"]
    if governed:
        found += ["hidden governed", f"hidden governed {governed} {gender} {kind}"]
    return found


def _spell_told(label: str, verbal: str, form: str, family: str) -> list[str]:
    return [label, f"{label} {verbal}", f"{label} {form}", f"{label} {family}"]


def _spell_nobody(
    verbal: str,
    form: str,
    kind: str,
    near: bool,
    status: str,
    obj: str,
    genitive: str,
    framed: bool,
    cue: bool,
    suffix: bool,
) -> list[str]:
    found = ["nobody", f"nobody {verbal}", f"nobody {form}", f"nobody {kind}",
             f"nobody near {near} {verbal}", f"nobody {status}",
             f"nobody object {verbal} {obj} {genitive}"]  # fmt: skip
    found += ["nobody framed"] if framed else []
    found += ["nobody cue"] if cue else []
    return [*found, "nobody suffix", f"nobody suffix {verbal} {genitive}"] if suffix else found


_SPELLED: dict[str, Callable[..., list[str]]] = {
    "stand": _spell_stand, "salient": _spell_salient, "frame": _spell_frame, "next": _spell_next, "is": _spell_is,
    "agree": _spell_agree, "suffix": _spell_suffix, "own": _spell_own, "role": _spell_role,
    "context": _spell_context, "cue": _spell_cue, "same": _spell_same,
    "hidden": _spell_hidden, "pronoun": _spell_pronoun, "told": _spell_told, "nobody": _spell_nobody,
}  # fmt: skip
