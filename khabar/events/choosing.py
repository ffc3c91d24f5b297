"""Which triggers tell a political event: a weighted sum over what can be seen of each.

The features are few and readable, and none belongs to a single word; their weights stand in
``lexicon/events_weights.tsv`` and were learned by logistic regression (``tools/train_events.py``). A
trigger whose probability stays below the threshold is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import repeat

from khabar.events.finding import Draft
from khabar.events.scene import POLITICAL, Scene
from khabar.events.triggers import Trigger
from khabar.lexicon import linear

_SUBJECTS = ("sport", "market", "culture", "health", "accident", "crime", "local")


class Judge:
    """Gives every trigger of an article the probability that it tells a political event."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._topic = scene, Topic(scene)
        self._weight = linear.weights("events_weights")
        #: The least probability of an event.
        self._threshold = self._weight["threshold"]

    def __call__(self, draft: Draft) -> bool:
        """Whether it is likely enough to look for its parties."""
        names = features(self._scene, draft, self._topic)
        total = sum(map(self._weight.get, names, repeat(0.0)))
        draft.confidence = linear.probability(total)
        return draft.confidence >= self._threshold


def _of_trigger(trigger: Trigger, kind: str) -> list[str]:
    names = [f"type={trigger.type}", f"kind={kind}", f"{trigger.type} {kind}"]
    if trigger.weak:
        names.append(f"weak {kind}")
    return names


class Topic:
    """What an article, and the surroundings of a word in it, are about."""

    def __init__(self, scene: Scene) -> None:
        stems = scene.words.stem
        get = scene.lexicon.topics.get
        self._odds = list(map(get, stems, repeat(0)))
        size = max(_SHORT, len(stems))
        self.features = [f"topic={_step(sum(self._odds) / size, _ARTICLE)}"]
        self.features += _subjects(scene)

    def around(self, t: int) -> str:
        """The same of the words before and after word ``t``."""
        near = self._odds[max(0, t - _AROUND) : t + 1 + _AROUND]
        return f"around={_step((sum(near) - self._odds[t]) / len(near), _SENTENCE)}"


#: A text is taken to have so many words at least.
_SHORT = 20
#: Words before and after a trigger; bounds of the steps of mean log odds, in hundredths.
_AROUND = 12
_ARTICLE = (-25, -15, -8, -3, 2, 7, 12, 18, 25)
_SENTENCE = (-25, -12, -4, 4, 12, 20, 30, 45)


def _step(value: float, bounds: tuple[int, ...]) -> int:
    return bisect_right(bounds, value)


def _subjects(scene: Scene) -> Iterator[str]:
    """Shares of subject words and of political actors."""
    subjects = scene.lexicon.subjects
    counts = dict.fromkeys((*_SUBJECTS, "politics"), 0)
    stems = scene.words.stem[:1500]
    for found in filter(None, map(subjects.get, stems)):
        for subject in found:
            counts[subject] += 1
    size = max(_SHORT, len(stems))
    yield f"politics={min(6, counts['politics'] * 50 // size)}"
    for subject in _SUBJECTS:
        if counts[subject] > counts["politics"]:
            yield f"more {subject}"
        if counts[subject] * 20 > size:
            yield f"much {subject}"
    political = sum(
        1 for m in scene.names.mentions
        if m.actor is not None and scene.names.actors[m.actor].role in POLITICAL
    )  # fmt: skip
    yield f"actors={min(6, political * 30 // size)}"


def features(scene: Scene, draft: Draft, topic: Topic) -> list[str]:
    """The names of the features that hold. Parties are no help: they are sought afterwards."""
    names = ["bias", *topic.features, topic.around(draft.word)]
    names += _of_trigger(draft.trigger, draft.kind)
    names += _of_word(scene, draft)
    names.append(f"status={draft.status}")
    names.append("told" if draft.statement else "narrated")
    if draft.cue_of:
        names.append("cue")
    return names


def _of_word(scene: Scene, draft: Draft) -> Iterator[str]:
    words, t = scene.words, draft.word
    if draft.kind == "noun":
        definite = "definite" if words.definite[t] else "indefinite"
        yield definite
        yield f"{draft.type} {definite}"
        if t and words.stem[t - 1] in ("هذا", "هذه", "تلك", "ذلك", "هذين"):
            yield "this"
        if words.enclitic[t]:
            yield "pronoun"
        phrase = words.phrase_at(t)
        if phrase is not None and phrase[0] < t:
            yield "inside phrase"
    elif words.verb_form[t]:
        yield f"verb {words.verb_form[t]}"
