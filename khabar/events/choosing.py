"""Which triggers tell a political event: a weighted sum over what can be seen of each.

The features are few and readable; their weights stand in ``lexicon/events_weights.tsv`` and were
learned by logistic regression. A trigger whose probability stays below the threshold is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

from khabar.events.finding import Draft
from khabar.events.scene import POLITICAL, Scene
from khabar.events.telling import GUESSED
from khabar.events.triggers import Trigger
from khabar.lexicon import load_rows
from khabar.model import Party

_SUBJECTS = ("sport", "market", "culture", "health", "accident", "crime", "local")


@cache
def weights() -> dict[str, float]:
    """Weight of each feature; ``threshold`` is the least probability of an event."""
    return {name: float(value) for name, value in load_rows("events_weights")}


def rate(scene: Scene, made: list[Draft], about: list[str]) -> list[Draft]:
    """Give every draft the probability that it tells a political event."""
    weight = weights()
    for draft, names in zip(made, features(scene, made, about), strict=True):
        total = sum(weight.get(name, 0.0) for name in names)
        draft.confidence = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return made


def choose(drafts: list[Draft]) -> list[Draft]:
    """Those that are likely enough."""
    threshold = weights()["threshold"]
    return [draft for draft in drafts if draft.confidence >= threshold]


class Gate:
    """Whether a trigger is worth the search for its parties: a first sum over what costs nothing."""

    def __init__(self, scene: Scene) -> None:
        self._weight = weights()
        self._floor = self._weight["floor"]
        self.about = subject_features(scene)
        self._sum = sum(self._weight.get(name, 0.0) for name in self.about)
        self._known: dict[tuple[int, str], bool] = {}

    def __call__(self, trigger: Trigger, kind: str) -> bool:
        key = (trigger.number, kind)
        answer = self._known.get(key)
        if answer is None:
            names = of_trigger(trigger, kind)
            total = self._sum + sum(self._weight.get(name, 0.0) for name in names)
            answer = self._known[key] = total >= self._floor
        return answer


def of_trigger(trigger: Trigger, kind: str) -> list[str]:
    names = [f"type={trigger.type}", f"kind={kind}", f"{trigger.type} {kind}"]
    names.append(f"lemma={trigger.lemma}/{trigger.type}")
    if trigger.weak:
        names.append(f"weak {kind}")
    return names


def subject_features(scene: Scene) -> list[str]:
    """What the article is about: shares of subject words and of political actors."""
    subjects = scene.lexicon.subjects
    counts = dict.fromkeys((*_SUBJECTS, "politics"), 0)
    stems = scene.words.stem[:1500]
    for found in filter(None, map(subjects.get, stems)):
        for subject in found:
            counts[subject] += 1
    size = max(60, len(stems))
    names = [f"politics={min(6, counts['politics'] * 50 // size)}"]
    for subject in _SUBJECTS:
        if counts[subject] > counts["politics"]:
            names.append(f"more {subject}")
        if counts[subject] * 20 > size:
            names.append(f"much {subject}")
    political = sum(
        1 for m in scene.names.mentions
        if m.actor is not None and scene.names.actors[m.actor].role in POLITICAL
    )  # fmt: skip
    names.append(f"actors={min(6, political * 30 // size)}")
    return names


def features(scene: Scene, made: list[Draft], about: list[str]) -> Iterator[list[str]]:
    """The names of the features that hold, draft by draft."""
    seen: dict[tuple[str, str], int] = {}
    types: dict[str, int] = {}
    headline = scene.text.headline
    lead = scene.text.paragraphs[min(1, len(scene.text.paragraphs) - 1)][1] if made else 0
    for draft in made:
        key = (draft.type, draft.trigger.lemma)
        repeat, typed = seen.get(key, 0), types.get(draft.type, 0)
        names = ["bias", *about, *of_trigger(draft.trigger, draft.kind)]
        names += _of_word(scene, draft)
        names += _of_parties(scene, draft.sources, "source")
        names += _of_parties(scene, draft.targets, "target")
        if not draft.sources and not draft.targets:
            names.append(f"nobody {draft.kind}")
        if not draft.found.sources and not draft.found.targets:
            names.append(f"none beside {draft.kind}")
        names.append(f"retold={min(len(draft.repeats), 3)}")
        names.append(f"repeat={min(repeat, 3)}")
        names.append(f"typed={min(typed, 4)}")
        if draft.word < headline:
            names.append("headline")
        elif draft.word < lead:
            names.append("lead")
        names.append(f"status={draft.status}")
        names.append("told" if draft.statement else "narrated")
        if draft.cue_of:
            names.append("cue")
        seen[key] = repeat + 1
        types[draft.type] = typed + 1
        yield names


def _of_word(scene: Scene, draft: Draft) -> Iterator[str]:
    trigger, words, t = draft.trigger, scene.words, draft.word
    if trigger.near or trigger.lights:
        yield "condition"
    if draft.found.light:
        yield "light"
    if draft.kind == "noun":
        yield "definite" if words.definite[t] else "indefinite"
        if t and words.stem[t - 1] in ("هذا", "هذه", "تلك", "ذلك", "هذين"):
            yield "this"
        if words.enclitic[t]:
            yield "pronoun"
        phrase = words.phrase_at(t)
        if phrase is not None and phrase[0] < t:
            yield "inside phrase"
    elif words.verb_form[t]:
        yield f"verb {words.verb_form[t]}"


def _of_parties(scene: Scene, parties: list[Party], side: str) -> Iterator[str]:
    if not parties:
        yield f"no {side}"
        return
    party = parties[0]
    if party.resolved_by in GUESSED:
        yield f"{side} guessed"
    actor = scene.names.actors[party.actor] if party.actor is not None else None
    if actor is None:
        yield f"{side} unnamed"
        return
    yield f"{side} {actor.kind}"
    political = actor.role in POLITICAL or actor.kind == "state"
    yield f"{side} political" if political else f"{side} other"
    if actor.role:
        yield f"{side} {actor.role}"
