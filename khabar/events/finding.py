"""From triggers to events: parties, status, voice, time and place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from khabar.events import parties, triggers
from khabar.events.draft import Draft
from khabar.events.scene import Scene, build
from khabar.events.spotting import spot
from khabar.events.status import status_of
from khabar.events.victims import victims_of
from khabar.model import Event, Party, Statement, Time
from khabar.names import Names
from khabar.names.knowledge import load as load_names
from khabar.text import Text
from khabar.words import Words


def prepare(text: Text, words: Words, names: Names, statements: tuple[Statement, ...]) -> Scene:
    """The article as the steps of this room see it."""
    return build(text, words, names, statements, load_names(), triggers.load())


def drafts(scene: Scene, judge: Callable[[Draft], bool] | None = None) -> list[Draft]:
    """Every trigger that passes the judge, with its parties."""
    text, statements = scene.text, scene.statements
    cues = {text.word_at(s.cue[0]): s for s in statements}
    contents = sorted((start, end, s.id) for s in statements for start, end in s.content)
    starts = [c[0] for c in contents]
    by_id = {s.id: s for s in statements}
    made: list[Draft] = []
    for t, (trigger, kind, _) in spot(scene):
        draft = Draft(t, trigger, kind, trigger.type)
        draft.cue_of = cues.get(t)
        draft.statement = _holder(text.starts[t], contents, starts, by_id)
        draft.retells = bool(made) and _retells(scene, draft, made[-1])
        opener = made[-1] if made and _opens(scene, made[-1], draft) else None
        draft.status = status_of(scene, t, kind, opener.type if opener else None)
        if draft.status == "denied" and trigger.refusal:
            draft.refuse()
        if judge is not None and not judge(draft):
            continue
        parties.assign(scene, draft, made)
        made.append(draft)
    return made


def _holder(
    offset: int,
    contents: list[tuple[int, int, int]],
    starts: list[int],
    by_id: dict[int, Statement],
) -> Statement | None:
    """The innermost statement whose content holds an offset."""
    k = bisect_right(starts, offset) - 1
    best = None
    for start, end, number in reversed(contents[max(0, k - 12) : k + 1]):
        if start <= offset < end and (best is None or end - start < best[0]):
            best = (end - start, number)
    return by_id[best[1]] if best else None


#: How far behind itself an act puts another in its scope: called for, promised, refused.
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT"})
_SCOPE = {"REQUEST": 14, "THREATEN": 14, "AGREE": 6, "REJECT": 5}


def _opens(scene: Scene, before: Draft, draft: Draft) -> bool:
    """Whether an event stands in the scope of the one before it: called for, promised, refused."""
    reach = _SCOPE.get(before.type)
    if reach is None or draft.word - before.word > reach:
        return False
    if before.word < scene.sentence(draft.word)[0]:
        return False
    if before.type in ("AGREE", "REJECT"):  # a call that is turned down was made all the same
        return draft.kind == "noun" and before.kind != "noun" and draft.type not in _SPOKEN
    return draft.kind == "noun" or scene.words.verb_form[draft.word] == "present"


def _retells(scene: Scene, draft: Draft, noun: Draft) -> bool:
    """``شن غارة استهدفت موقعا``: a verb right behind its own event noun goes on about it."""
    if draft.kind != "verb" or noun.kind != "noun" or noun.type != draft.type:
        return False
    return draft.word - noun.word <= 3 and not scene.words.proclitic[draft.word]


def place_of(scene: Scene, draft: Draft, word: int) -> Party | None:
    """Where: the nearest place after a preposition of place in the clause that is no party."""
    _, last = scene.sentence(word)
    taken = {u.first for u in draft.units}
    for chunk in scene.chunks_after(word + 1, min(last, word + 25)):
        for unit in scene.units(chunk.first, chunk.last):
            is_place = unit.kind in ("place", "site", "state") and unit.actor is not None
            if (
                is_place
                and unit.first not in taken
                and chunk.prep in ("في", "ب", "قرب", "داخل", "علي")
            ):
                return scene.party(unit, "place")
    return None


def time_of(scene: Scene, word: int, times: list[Time]) -> int | None:
    """When: the nearest date of the sentence."""
    first, last = scene.sentence(word)
    low, high = scene.text.starts[first], scene.text.ends[last - 1]
    at = scene.text.starts[word]
    best = None
    for index, time in enumerate(times):
        if time.type in ("DATE", "TIME") and low <= time.span[0] < high:
            distance = abs(time.span[0] - at)
            if best is None or distance < best[0]:
                best = (distance, index)
    return best[1] if best else None


def _victims(scene: Scene, draft: Draft) -> dict[str, int]:
    """Counts beside the trigger, and those that a later telling adds."""
    counts: dict[str, int] = {}
    for word in (draft.word, *sorted(draft.repeats)[:8]):
        for kind, count in victims_of(scene, word, draft.type, draft.status).items():
            counts.setdefault(kind, count)
    return counts


def event_of(scene: Scene, number: int, draft: Draft, times: list[Time]) -> Event:
    """The record's form of a draft."""
    text = scene.text
    told = (draft.word, *sorted(draft.repeats)[:4])
    clitics = scene.words.proclitic[draft.word].rstrip("س")
    start, end = text.starts[draft.word], text.ends[draft.word]
    if clitics and len(text.forms[draft.word]) > len(clitics) + 1:
        start = text.after_letters(draft.word, len(clitics))  # a vowel mark may stand on them
    actors = {party.name for party in draft.sources}
    return Event(
        id=number,
        type=draft.type,
        mode=draft.trigger.mode,
        trigger=(start, end),
        sources=tuple(draft.sources),
        targets=tuple(party for party in draft.targets if party.name not in actors),
        place=next(filter(None, (place_of(scene, draft, w) for w in told)), None),
        time=next((t for w in told if (t := time_of(scene, w, times)) is not None), None),
        status=draft.status,
        statement=draft.statement.id if draft.statement else None,
        confidence=round(draft.confidence, 2),
        mentions=tuple(text.span(w, w + 1) for w in sorted(draft.repeats)),
        victims=_victims(scene, draft),
    )


__all__ = ["Draft", "drafts", "event_of", "prepare"]
