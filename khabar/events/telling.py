"""One event is one entry: a headline, its lead and its repeats are told together."""

from __future__ import annotations

from khabar.events.finding import Draft
from khabar.events.scene import Scene
from khabar.model import Party

_VERBAL = frozenset({"verb", "first", "participle"})
#: How many events back a repeat is looked for.
_MEMORY = 40
#: A merged event may take in another; after a few rounds nothing changes.
_PASSES = 3


def told_once(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Merge what tells the same event again into the first telling that names its actors."""
    for _ in range(_PASSES):
        merged = _merge(scene, drafts)
        if len(merged) == len(drafts):
            break
        drafts = merged
    return drafts


def _merge(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in drafts:
        alike = (k for k in reversed(kept[-_MEMORY:]) if k.type == draft.type)
        same = next((k for k in alike if _same(scene, k, draft)), None)
        if same is None:
            kept.append(draft)
            continue
        draft.confidence = same.confidence = max(draft.confidence, same.confidence)
        if _outcome(scene, same) and not _outcome(scene, draft):
            draft.repeats = [same.word, *same.repeats, *draft.repeats]
            draft.targets = [*same.targets] if _guessed(draft.targets) else draft.targets
            draft.sources = draft.sources or same.sources
            kept[kept.index(same)] = draft
        elif same.word < scene.text.headline <= draft.word and _named(draft) > _named(same):
            draft.repeats = [same.word, *same.repeats, *draft.repeats]
            kept[kept.index(same)] = draft
        else:
            same.repeats += [draft.word, *draft.repeats]
            same.sources = same.sources or draft.sources
            if same.word >= scene.text.headline and _guessed(same.targets) and draft.targets:
                same.targets = draft.targets
    return sorted(kept, key=lambda d: d.word)


def _named(draft: Draft) -> int:
    return bool(draft.sources) + bool(draft.targets)


def _same(scene: Scene, one: Draft, two: Draft) -> bool:
    """Of two events of one type: no party or status speaks against their being one."""
    if (one.status == "denied") != (two.status == "denied"):
        return False
    last = max((w for w in (one.word, *one.repeats) if w <= two.word), default=one.word)
    if two.retells and last >= two.word - 3:
        return True
    if one.type == "ASSAULT" and _outcome(scene, one) != _outcome(scene, two):
        close = two.word - last <= _CLAUSE
        if close and scene.sentence(last) == scene.sentence(two.word):
            return _meet(scene, _sure(one.sources), _sure(two.sources)) is not False
    if _anaphoric(scene, two) and two.word - last < _BACK:
        return True
    sources = _meet(scene, _sure(one.sources), _sure(two.sources))
    targets = _meet(scene, _sure(one.targets), _sure(two.targets))
    if one.trigger.symmetric and False in (sources, targets):
        sources = _meet(scene, _sure(one.sources), _sure(two.targets))
        targets = _meet(scene, _sure(one.targets), _sure(two.sources))
    if _headed(scene, one, two) and one.trigger.lemma == two.trigger.lemma:
        return True
    if one.word < scene.text.headline and one.trigger.lemma == two.trigger.lemma:
        return sources is not False and (sources or targets is not False)
    if False in (sources, targets) or _spoken_twice(one, two):
        return False
    if one.trigger.lemma == two.trigger.lemma:
        definite = two.kind == "noun" and bool(scene.words.definite[two.word])
        return definite or two.word - last < _NEAR or True in (sources, targets)
    if targets is True and one.type == "ASSAULT" and _outcome(scene, one) != _outcome(scene, two):
        return True
    return sources is True and targets is True


#: Types of events that are acts of speech.
_SPEECH = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE"})


def _spoken_twice(one: Draft, two: Draft) -> bool:
    """``دعت إلى كذا … كما دعت إلى كذا``: what two verbs say are two acts."""
    return one.type in _SPEECH and one.kind in _VERBAL and two.kind in _VERBAL


def _headed(scene: Scene, one: Draft, two: Draft) -> bool:
    """A headline and the paragraph that follows it."""
    paragraphs = scene.text.paragraphs
    return one.word < scene.text.headline <= two.word < paragraphs[min(1, len(paragraphs) - 1)][1]


#: Words within which a repeat without parties is looked for, and what one that points back means.
_NEAR = 150
_BACK = 60
#: Words between an attack and its outcome in one sentence.
_CLAUSE = 12
#: Steps whose answer is a guess from the surroundings: no evidence that two events differ.
GUESSED = frozenset({"guess", "nearest", "clause", "last subject", "told before", "last speaker"})


def _guessed(parties: list[Party]) -> bool:
    return all(p.resolved_by in GUESSED for p in parties)


def _outcome(scene: Scene, draft: Draft) -> bool:
    """``قتل``, ``أصيب``: what an attack led to."""
    return draft.type == "ASSAULT" and draft.trigger.lemma in scene.lexicon.outcomes


def _sure(parties: list[Party]) -> list[Party]:
    return [p for p in parties if p.resolved_by not in GUESSED]


def _anaphoric(scene: Scene, draft: Draft) -> bool:
    """``الزيارة``, ``هذا الهجوم``: a definite noun with nobody beside it points back."""
    word = scene.words.stem[draft.word]
    return draft.kind == "noun" and word.startswith("ال") and len(word) > 5 and not draft.beside


def _meet(scene: Scene, one: list[Party], two: list[Party]) -> bool | None:
    """Whether two sides share a party; None where one of them is not known."""
    if not one or not two:
        return None
    keys = [_keys(scene, p) for p in one]
    if any(k & _keys(scene, p) for p in two for k in keys):
        return True
    known = any(p.actor is not None for p in one) and any(p.actor is not None for p in two)
    return False if known else None  # a bare description may mean the same


def _keys(scene: Scene, party: Party) -> set[str]:
    """What a party can be recognised by: its actor, its name, its country's government."""
    keys = {party.name or ""}
    if party.actor is not None:
        actor = scene.names.actors[party.actor]
        keys |= {f"#{party.actor}", actor.name}
        if actor.country and actor.role in ("GOV", "MIL") and actor.kind != "person":
            keys.add(f"@{actor.country}")
    return keys - {""}
