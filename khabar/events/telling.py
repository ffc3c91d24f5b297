"""One event is one entry: a headline, its lead and its repeats are told together."""

from __future__ import annotations

from khabar.events.finding import Draft
from khabar.events.scene import Scene
from khabar.model import Party

#: How many events back a repeat is looked for.
_MEMORY = 40


def told_once(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Merge what tells the same event again into the first telling that names its actors."""
    kept: list[Draft] = []
    for draft in drafts:
        same = next((k for k in reversed(kept[-_MEMORY:]) if _same(scene, k, draft)), None)
        if same is None:
            kept.append(draft)
        elif _named(draft) > _named(same) and not same.sources and not same.targets:
            draft.repeats = [same.word, *same.repeats]
            kept[kept.index(same)] = draft
        else:
            same.repeats.append(draft.word)
            same.sources = same.sources or draft.sources
            same.targets = same.targets or draft.targets
    return sorted(kept, key=lambda d: d.word)


def _named(draft: Draft) -> int:
    return bool(draft.sources) + bool(draft.targets)


def _same(scene: Scene, one: Draft, two: Draft) -> bool:
    """Same type, and no party or status that speaks against it."""
    if one.type != two.type or (one.status == "denied") != (two.status == "denied"):
        return False
    if one.trigger.lemma == two.trigger.lemma:
        sources = _meet(scene, one.sources, two.sources)
        targets = _meet(scene, one.targets, two.targets)
        if one.trigger.symmetric and False in (sources, targets):
            crossed = _meet(scene, one.sources, two.targets), _meet(scene, one.targets, two.sources)
            return False not in crossed and True in crossed
        return False not in (sources, targets) and (
            True in (sources, targets) or abs(one.word - two.word) < 60
        )
    return (
        _meet(scene, one.sources, two.sources) is True
        and _meet(scene, one.targets, two.targets) is True
        and one.type in ("ASSAULT", "CONSULT", "COERCE")
    )


def _meet(scene: Scene, one: list[Party], two: list[Party]) -> bool | None:
    """Whether two sides share a party; None where one of them is not known."""
    if not one or not two:
        return None
    keys = [_keys(scene, p) for p in one]
    return any(k & _keys(scene, p) for p in two for k in keys)


def _keys(scene: Scene, party: Party) -> set[str]:
    """What a party can be recognised by: its actor, its name, its country's government."""
    keys = {party.name or ""}
    if party.actor is not None:
        actor = scene.names.actors[party.actor]
        keys |= {f"#{party.actor}", actor.name}
        if actor.country and actor.role in ("GOV", "MIL") and actor.kind != "person":
            keys.add(f"@{actor.country}")
    return keys - {""}
