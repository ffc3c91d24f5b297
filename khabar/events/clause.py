"""Who does what the verbs around a trigger tell: a shallow reading of subject and object."""

from __future__ import annotations

from khabar.events.scene import Scene, Unit

_REACH = 30
#: Words behind a verb, and before it, among which its subject and object are looked for.
_AFTER, _BEFORE = 14, 14
Pair = tuple[Unit | None, Unit | None]


def verbs_before(scene: Scene, t: int, first: int, most: int = 3) -> list[int]:
    """The nearest verbs before word ``t``, nearest first, without auxiliaries."""
    words, found = scene.words, []
    for i in range(t - 1, max(first, t - _REACH) - 1, -1):
        if words.pos[i] == "VERB" and words.stem[i] not in scene.lexicon.auxiliaries:
            found.append(i)
            if len(found) == most:
                break
    return found


def agrees(scene: Scene, v: int, unit: Unit) -> bool:
    """Whether a unit can be the subject of a verb by gender, number and case."""
    words, head = scene.words, unit.head
    gender, number, stem = words.gender[head], words.number[head], words.stem[head]
    if words.number[v] == "p" and number == "s" and unit.kind in ("person", "role", "state"):
        return False
    if number in ("p", "d") and stem.endswith("ين") and unit.first > v and unit.kind != "person":
        return False
    if unit.first > v and stem.endswith("ا") and not words.definite[head] and len(stem) > 3:
        return False
    if not gender or not words.gender[v] or number in ("p", "d"):
        return True
    return gender == words.gender[v]


def subject_and_object(scene: Scene, v: int) -> Pair:
    """Subject and object of verb ``v`` inside its sentence, by position, agreement and bounds."""
    known = scene.clauses.get(v)
    if known is None:
        known = scene.clauses[v] = _read(scene, v)
    return known


def _read(scene: Scene, v: int) -> Pair:
    words = scene.words
    first, last = scene.sentence(v)
    end = min(last, v + _AFTER)
    for i in range(v + 1, end):
        if opens_clause(scene, i) or words.pos[i] == "VERB":
            end = i
            break
    after = [
        u for c in scene.chunks_after(v + 1, end) if not c.prep
        for u in scene.units(c.first, c.last)[:3]
        if not words.proclitic[u.first].startswith("و")
    ]  # fmt: skip
    left, sure = _left(scene, v, first)
    if left is not None and (sure or not after or not agrees(scene, v, after[0])):
        return left, after[0] if after else None
    if after and agrees(scene, v, after[0]):
        return after[0], after[1] if len(after) > 1 else None
    if left is not None:
        return left, after[0] if after else None
    return None, after[0] if after else None


def opens_clause(scene: Scene, i: int) -> bool:
    """``أن`` and its like, or a relative pronoun."""
    words = scene.words
    if words.pos[i] == "CONJ":
        return words.stem[i].startswith("ان")
    return words.pos[i] == "PRON" and words.stem[i] in scene.lexicon.relatives


def _left(scene: Scene, v: int, first: int) -> tuple[Unit | None, bool]:
    """The subject before a verb (topic, antecedent, indefinite noun), and whether it is sure."""
    words, auxiliaries = scene.words, scene.lexicon.auxiliaries
    i = v
    while i > first and (words.pos[i - 1] == "PART" or words.stem[i - 1] in auxiliaries):
        i -= 1
    if words.proclitic[i].startswith(("و", "ف")) and i > first:
        return None, False
    if i > first and words.stem[i - 1] in scene.lexicon.relatives:
        unit = _ending_at(scene, i - 1, first)
        return (unit, not words.enclitic[v]) if unit and agrees(scene, v, unit) else (None, False)
    unit = _ending_at(scene, i, first)
    if unit is not None and agrees(scene, v, unit):
        if not unit.prep:
            return unit, True
        if not words.definite[unit.head] and words.verb_form[v] == "present":
            return unit, not words.enclitic[v]  # باسم لجنة تدعم
    low = max(first, i - _BEFORE)
    for k in range(i - 1, low - 1, -1):
        if opens_clause(scene, k) or (words.pos[k] == "VERB" and words.stem[k] not in auxiliaries):
            low = k + 1
            break
    for chunk in reversed(scene.chunks_before(i, low)):
        units = scene.units(chunk.first, chunk.last)
        if not chunk.prep and units and agrees(scene, v, units[0]):
            return units[0], chunk.first - low <= 1
    return unit, False


def _ending_at(scene: Scene, i: int, first: int) -> Unit | None:
    """The last participant of the phrase that ends right before word ``i``."""
    chunks = scene.chunks_before(i, max(first, i - _BEFORE))
    if not chunks or chunks[0].last < i:
        return None
    units = scene.units(chunks[0].first, chunks[0].last)
    heads = [u for n, u in enumerate(units) if not n or not _joined(scene, u)]
    return heads[-1] if heads else None


def _joined(scene: Scene, unit: Unit) -> bool:
    return scene.words.proclitic[unit.first].startswith("و")
