"""The headline form ``بوتين: …``: a speaker, a colon, and what was said."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.statements.beside import hears
from khabar.statements.media import medium_at, quoted
from khabar.statements.scene import Scene, lexicon

_LONGEST = 10


@dataclass(slots=True, frozen=True)
class Headline:
    """A headline that speaks; word indices."""

    speaker: tuple[int, int]
    #: First word of the content.
    start: int
    medium: tuple[int, int] | None = None
    addressee: tuple[int, int] | None = None


def headline_speaker(scene: Scene, first: int, last: int) -> Headline | None:
    """Who speaks, to whom and through whom in a headline of this form."""
    colon = next(
        (i for i in range(first + 1, min(last, first + _LONGEST + 1)) if scene.colon[i]), None
    )
    if colon is None:
        return None
    start = first
    for i in range(first + 1, colon):
        if scene.comma[i] or ".." in scene.text.gaps[i]:
            start = i  # ``فور عودته.. رئيس المؤسسة: …``
    end, via, told = colon, None, None
    for i in range(start, colon):
        if i > start and scene.words.proclitic[i] == "ل":
            end, via = i, medium_at(scene, i) or quoted(scene, i)
            told = (i, colon) if via is None and hears(scene, i) else None
            break
        if i > start and scene.prep[i] in ("من", "في"):
            end = i
            break
    if end <= start or any(scene.pos[i] == "VERB" for i in range(start, end)):
        return None
    if not _can_speak(scene, start, end, colon, last):
        return None
    return Headline((start, end), colon, via, told)


def _can_speak(scene: Scene, start: int, end: int, colon: int, last: int) -> bool:
    kinds = {mention.kind for mention, _ in scene.mentions_in(start, end)}
    if kinds & {"person", "organization", "group", "role"}:
        return True
    core = scene.words.stem[start].removeprefix("ال")
    if core in lexicon()["speaking_nouns"]:
        return True
    first_person = any(
        scene.words.person[i] == "1" for i in range(colon, min(last, colon + 4))
    ) or scene.form[colon] in ("لن", "لا", "نحن")
    return "state" in kinds and first_person
