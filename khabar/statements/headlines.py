"""The headline form ``بوتين: …``: a speaker, a colon, and what was said.

Before a headline's colon stands who speaks, or where or what it is about (``سوريا: مقتل …``,
``مونديال روسيا: …``). A place, a number, a label or a thing does not speak; a person, a body, a
trade does, and so does a word that the article below has as part of somebody's name.
"""

from __future__ import annotations

from dataclasses import dataclass

from khabar.statements.beside import hears
from khabar.statements.media import marked, medium_at
from khabar.statements.phrases import eventive
from khabar.statements.scene import Scene, lexicon

_LONGEST = 10
#: Words of the content that show who speaks by a first person.
_OPENING = 6
#: Words of a name in quotation marks (``«الغذاء والدواء»``).
_QUOTED = 4
_BODIES = frozenset({"organization", "group", "role"})
_PLACES = frozenset({"state", "place"})


@dataclass(slots=True, frozen=True)
class Headline:
    """A headline that speaks; word indices."""

    speaker: tuple[int, int]
    #: First word of the content.
    start: int
    medium: tuple[int, int] | None = None
    addressee: tuple[int, int] | None = None
    #: Words in the article below of the person whom the headline calls by a part of the name.
    person: tuple[int, int] | None = None


def headline_speaker(scene: Scene, first: int, last: int) -> Headline | None:
    """Who speaks, to whom and through whom in a headline of this form."""
    colon = next(
        (i for i in range(first + 1, min(last, first + _LONGEST + 1)) if scene.colon[i]), None
    )
    if colon is None:
        return None
    start = _start(scene, first, colon)
    end, via, told = colon, None, None
    for i in range(start + 1, colon):
        at = _behind_lam(scene, i)
        if at is not None:
            via = medium_at(scene, at) or marked(scene, at)
            if via is None and at == i and _medium_before(scene, i + 1, colon):
                continue  # ``مدير المصرف لـ«الأفق»``
            end, told = i, (at, colon) if via is None and hears(scene, at) else None
            break
        if scene.prep[i] or scene.form[i] in lexicon()["beside_headline"]:
            end = i  # ``لوفرين عن مودريتش: …``
            break
    if end <= start or any(scene.pos[i] == "VERB" for i in range(start, end)):
        return None
    person = _person_below(scene, start, end, last)
    if person is None and not (
        _can_speak(scene, start, end, colon, last) or _speaks_below(scene, start, end, last)
    ):
        return None
    return Headline((start, end), colon, via, told, person)


def _medium_before(scene: Scene, first: int, colon: int) -> bool:
    """A medium behind ل stands right before the colon."""
    for i in range(first, colon):
        at = _behind_lam(scene, i)
        if at is not None:
            via = medium_at(scene, at) or (marked(scene, at) if at > i else None)
            return via is not None and via[1] == colon
    return False


def _behind_lam(scene: Scene, i: int) -> int | None:
    """The word that ل at word ``i`` goes with: the same one, or the next (``لـ«الأفق»``)."""
    if scene.form[i] == "ل":
        return i + 1
    return i if scene.words.proclitic[i] == "ل" else None


def _start(scene: Scene, first: int, colon: int) -> int:
    """First word of the speaker: ``فور عودته.. رئيس المؤسسة: …``, ``سياسي / الأمين العام : …``."""
    start = first
    for i in range(first + 1, colon):
        gap = scene.text.gaps[i]
        told = scene.form[i - 1] == "ل" and "(" in gap  # ``المدير لـ(الأفق): …``
        if (scene.comma[i] and not told) or ".." in gap or "/" in gap:
            start = i
    return start


def _person_below(scene: Scene, start: int, end: int, last: int) -> tuple[int, int] | None:
    """The first person of the article whose name holds all these words."""
    words = {scene.form[i] for i in range(start, end)}
    if scene.mentions_in(start, end) or any(scene.timed[start:end]):
        return None
    for mention, (first, after) in zip(scene.names.mentions, scene.names.ranges, strict=True):
        if mention.kind == "person" and first >= last and words <= set(scene.form[first:after]):
            return first, after
    return None


def _speaks_below(scene: Scene, start: int, end: int, last: int) -> bool:
    """The article below has these words right behind a verb of saying: ``وقال كهربا إن``."""
    if any(scene.timed[start:end]) or any(
        mention.kind in _PLACES for mention, _ in scene.mentions_in(start, end)
    ):
        return False
    words, length = scene.form[start:end], end - start
    return any(
        scene.form[k] == words[0]
        and scene.form[k : k + length] == words
        and any(
            f.finite and f.cue.strong and f.cue.takes_that() and not f.suffix
            for f in scene.cues[k - 1]
        )
        for k in range(last + 1, len(scene.form))
    )


def _can_speak(scene: Scene, start: int, end: int, colon: int, last: int) -> bool:
    kinds = {mention.kind for mention, _ in scene.mentions_in(start, end)}
    if "person" in kinds:
        return True
    opening = range(colon, min(last, colon + _OPENING))
    we = any(scene.words.person[i] == "1" or scene.words.enclitic[i] == "نا" for i in opening)
    we = we or scene.form[colon] in lexicon()["headline_wills"]
    if kinds & _PLACES and not kinds & _BODIES:
        alone = all(scene.within[i] or scene.begun[i] for i in range(start, end))
        return alone and we
    if any(scene.timed[start:end]) or any(scene.form[i].isdigit() for i in range(start, end)):
        return False  # ``مونديال 2018: …``
    head = scene.words.stem[start].removeprefix("ال")
    if head in lexicon()["headline_labels"]:
        return False
    if kinds & _BODIES or scene.is_role(start) or head in lexicon()["speaking_nouns"]:
        return True
    if start in scene.opens and scene.quote_range[scene.opens[start].start][1] == end:
        return end - start <= _QUOTED  # ``«الصحة»: …``
    people = scene.words.number[start] == "p" and head.endswith(("ون", "ين"))
    return people and not eventive(head)
