"""Which candidates are the source and the target of an event: a weighted choice of a pair.

The weights stand in ``lexicon/events_parties.tsv``; ``tools/train_parties.py`` learns them.
"""

from __future__ import annotations

from khabar.events.candidates import Candidate, Key, candidates, features
from khabar.events.draft import Draft
from khabar.events.scene import Scene, Unit
from khabar.lexicon import load_rows
from khabar.model import Party

#: How many candidates of each side are tried as pairs.
_TRIED = 4
#: How much likelier than a party nobody must be for a side to be left open.
_RELUCTANCE = 0.5
#: Where these events happen, a capital is a place and not its state.
_ON_GROUND = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "CONSULT"})
_BY_PREPOSITION = {"F": "preposition", "W": "with", "M": "between", "Y": "agent"}
Table = dict[str, tuple[float, float]]


_in_use: list[Table] = []


def weights() -> Table:
    """Weights of a candidate's features, as source and as target."""
    if not _in_use:
        rows = load_rows("events_parties")
        _in_use.append({name: (float(source), float(target)) for name, source, target in rows})
    return _in_use[0]


def use(table: Table | None) -> None:
    """Choose by other weights, for training; None for those of the lexicon."""
    _in_use[:] = [table] if table is not None else []
    _sums.clear()


def assign(scene: Scene, draft: Draft, made: list[Draft]) -> None:
    """Give a draft its source and its target."""
    found = candidates(scene, draft, made)
    source, target, guessed = best_pair(draft, found)
    settle(scene, draft, (found[source], found[target]), guessed)


def best_pair(draft: Draft, found: list[Candidate]) -> tuple[int, int, tuple[bool, bool]]:
    """The pair of different candidates with the highest sum, and whether each is only a guess."""
    both = [sum(map(_sums.__getitem__, one.keys), 0j) for one in found]
    sources, targets = [w.real for w in both], [w.imag for w in both]
    nobody = sources[-1], targets[-1]
    sources[-1] -= _RELUCTANCE
    targets[-1] -= _RELUCTANCE
    best, answer = float("-inf"), (len(found) - 1, len(found) - 1)
    likely = sorted(range(len(found)), key=targets.__getitem__, reverse=True)[:_TRIED]
    for i in sorted(range(len(found)), key=sources.__getitem__, reverse=True)[:_TRIED]:
        j = next((j for j in likely if apart(draft, found[i], found[j])), None)
        if j is not None and sources[i] + targets[j] > best:
            best, answer = sources[i] + targets[j], (i, j)
    i, j = answer
    return i, j, (sources[i] < nobody[0], targets[j] < nobody[1])


#: The sums of the groups of facts met so far are forgotten when there are so many.
_REMEMBERED = 1 << 15


class _Sums(dict[Key, complex]):
    """Weight of a group of facts: as source the real part, as target the imaginary one.

    One number for both lets a candidate's weights be added up in one call.
    """

    def __missing__(self, key: Key) -> complex:
        table = weights()
        found = [table[f] for f in features(key) if f in table]
        if len(self) >= _REMEMBERED:
            self.clear()
        self[key] = both = complex(sum(a for a, _ in found), sum(b for _, b in found))
        return both


_sums = _Sums()


def apart(draft: Draft, one: Candidate, two: Candidate) -> bool:
    """Whether two candidates are different participants, or both nobody."""
    if one is two:
        return one.place == "nobody"
    if one.actor is not None and one.actor == two.actor:
        return False
    if draft.trigger.symmetric or one.unit is None or two.unit is None:
        return True
    if one.unit.first < two.unit.last and two.unit.first < one.unit.last:
        return False
    return two.unit not in one.joined and one.unit not in two.joined


def settle(
    scene: Scene, draft: Draft, pair: tuple[Candidate, Candidate], guessed: tuple[bool, bool]
) -> None:
    """The chosen pair as the record's parties."""
    one, two = pair
    draft.sources = _parties(scene, draft, one, "source", guessed[0])
    draft.targets = _parties(scene, draft, two, "target", guessed[1])
    draft.units = [u for c in pair if c.unit is not None for u in (c.unit, *c.joined)]
    draft.beside = any(c.unit is not None and not g for c, g in zip(pair, guessed, strict=True))
    draft.sources = [as_state(scene, p) for p in draft.sources]
    if draft.type not in _ON_GROUND:
        draft.targets = [as_state(scene, p) for p in draft.targets]
    if draft.trigger.symmetric:
        _share(scene, draft, one, two)


def _share(scene: Scene, draft: Draft, one: Candidate, two: Candidate) -> None:
    """``اتفقت أنقرة وواشنطن``, ``اتفق الجانبان``: those named together stand on either side."""
    if not draft.sources:
        draft.sources, draft.targets, one = draft.targets, [], two
    taken = {p.span for p in draft.targets if p.span}
    draft.sources = [p for p in draft.sources if p.span not in taken] or draft.sources[:1]
    if not draft.targets and len(draft.sources) > 1:
        draft.sources, draft.targets = draft.sources[:1], draft.sources[1:]
    elif not draft.targets and one.unit is not None:
        head = one.unit.head
        if scene.words.number[head] == "d" or scene.bare(head) in scene.lexicon.pairs:
            draft.targets = list(draft.sources)


def _parties(scene: Scene, draft: Draft, one: Candidate, side: str, guessed: bool) -> list[Party]:
    cue = draft.cue_of
    if one.party is not None:
        if cue is not None and side == "source" and "cue speaks" in _labels(one):
            return [cue.speaker]
        return [Party(None, one.party.name, one.party.actor, "guess" if guessed else _told_by(one))]
    if one.unit is None:
        return []
    if cue is not None and side == "source" and cue.speaker.name and cue.speaker.span:
        span = scene.text.span(one.unit.first, one.unit.last)
        if cue.speaker.span[0] < span[1] and cue.speaker.span[1] > span[0]:
            return [cue.speaker]
    how = "guess" if guessed else _how(draft, one, side)
    return [scene.party(_named(scene, u), how) for u in (one.unit, *one.joined)[:6]]


def _told_by(one: Candidate) -> str:
    """Speaker, pronoun or earlier event: where a hidden party was told."""
    labels = _labels(one)
    if "speaker" in labels or "cue speaks" in labels:
        return "speaker"
    return "last subject" if "last source" in labels else "told before"


def _labels(one: Candidate) -> set[str]:
    return {str(key[1]) for key in one.keys if key[0] == "told"}


def _how(draft: Draft, one: Candidate, side: str) -> str:
    """The name of the place where a party stands."""
    by = _BY_PREPOSITION.get(one.prep)
    if by is not None:
        return by
    verb = draft.verbal != "N"
    if one.place in "IJA" and one.prep in "-+":
        if not verb:
            return "genitive" if one.place == "I" else "nearest"
        return "subject" if side == "source" else "object"
    if one.place in "BKH" and one.prep in "-+":
        return "subject before" if verb and side == "source" else "clause"
    return "nearest"


def _named(scene: Scene, unit: Unit) -> Unit:
    """``غارة إسرائيلية``: the adjective, which stands for the state, without the event's noun."""
    if unit.kind == "nisba" and scene.words.stem[unit.first] in scene.lexicon.forms:
        for i in range(unit.first + 1, unit.last):
            if scene.bare(i) in scene.know.demonyms:
                return Unit(i, i + 1, i, unit.actor, "nisba", unit.country)
    return unit


def as_state(scene: Scene, party: Party) -> Party:
    """A capital that acts is its state, where the article names that."""
    actor = scene.names.actors[party.actor] if party.actor is not None else None
    if actor is None or actor.country is None or actor.role != "GOV":
        return party
    if actor.kind != "place" and actor.resolved_by != "capital":
        return party
    state = scene.names.actors[scene.states.get(actor.country, actor.id)]
    return Party(party.span, state.name, state.id, party.resolved_by)
