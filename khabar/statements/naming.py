"""What a speaker is called: the person, body or description behind a noun phrase."""

from __future__ import annotations

from khabar.model import Span
from khabar.statements import speakers
from khabar.statements.scene import Scene, lexicon
from khabar.statements.speakers import Speaker


def named(scene: Scene, span: tuple[int, int]) -> Speaker:
    """A speaker from the noun phrase that names it."""
    gender, number = speakers.agreement(scene, span)
    name, actor, rule = phrase_text(scene, span)[1], None, "description"
    people = _people(scene, span)
    if people:
        ones = [scene.names.actors[actor] for actor in people]
        name = " و".join(one.name for one in ones)
        actor, rule = (
            (ones[0].id, ones[0].resolved_by or "name")
            if len(ones) == 1
            else (None, "coordination")
        )
        gender, number = (ones[0].gender or gender, "s") if len(ones) == 1 else ("m", "p")
    elif scene.names.resolver is not None:
        found = scene.names.resolver.actor_of(*span)
        if found is not None:  # a title alone, a body, a state
            actor, rule = found.actor, found.rule
    return Speaker(span, name, gender, number, actor, rule)


def _people(scene: Scene, span: tuple[int, int]) -> list[int]:
    """Actors of the persons whom a noun phrase names as its head, not as somebody's possessor."""
    lex = lexicon()
    found: list[int] = []
    head = scene.words.stem[span[0]].removeprefix("ال")
    for mention, (first, _last) in scene.mentions_in(*span):
        if mention.kind != "person" or mention.actor is None:
            continue
        if any(scene.form[k] in lex["relatives"] for k in range(span[0], first)):
            break
        if first > span[0] and not found:
            if scene.form[first - 1] == "باسم" or scene.prep[first - 1]:
                continue
            if head in lex["relations"] and not any(scene.comma[span[0] + 1 : first + 1]):
                continue
        if found and not (
            scene.form[first].startswith("و") or scene.form[first - 1].startswith("و")
        ):
            continue
        if mention.actor not in found:
            found.append(mention.actor)
    return found


def phrase_text(scene: Scene, span: tuple[int, int]) -> tuple[Span, str]:
    """Offsets and wording of a noun phrase, without what is attached before its first word."""
    text = scene.text
    first, last = span
    clitic = scene.words.proclitic[first]
    start, end = text.after_letters(first, len(clitic)), text.ends[last - 1]
    article = ""
    if (
        clitic.endswith("ل")
        and text.forms[first].startswith(clitic + "ل")
        and not scene.words.stem[first].startswith("ل")
    ):
        article = "ا"  # للوزير: the article has lost its alif
    return (start, end), " ".join((article + text.raw[start:end]).split())
