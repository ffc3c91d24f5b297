"""Statements in the making, in word indices, and how they are written into the record."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.model import Party, Span, Statement
from khabar.statements.naming import phrase_text
from khabar.statements.reports import Report
from khabar.statements.scene import Scene
from khabar.statements.speakers import Speaker


@dataclass(slots=True)
class Draft:
    """A statement in word indices, before it is written into the record."""

    report: Report | None
    cue: int
    lemma: str
    act: str
    kind: str
    pieces: list[tuple[int, int]]
    speaker: Speaker
    via: list[tuple[int, int]]
    parent: Draft | None = None


def kind_of(scene: Scene, report: Report, end: int) -> str:
    if report.opener in ("quote", "colon"):
        return "direct"
    if report.opener in ("prep", "noun"):
        return "nominal"
    quoted = [scene.opens[k] for k in range(report.start, end) if k in scene.opens]
    if quoted and scene.quote_range[quoted[0].start] == (report.start, end):
        return "direct"
    return "mixed" if quoted else "indirect"


def _content_span(scene: Scene, draft: Draft, first: int, last: int) -> Span:
    """Offsets of a content; the attached ب or ل that the cue governs is left out."""
    start, end = scene.text.span(first, last)
    clitic = scene.words.proclitic[first]
    governed = (
        draft.report is not None and draft.report.opener == "prep" and not scene.prep[first - 1]
    )
    if governed and clitic.endswith(("ب", "ل")) and not scene.form[first].startswith(clitic + "ل"):
        start = scene.text.after_letters(first, len(clitic))
    return start, end


def _cue_span(scene: Scene, draft: Draft) -> Span:
    """The cue without an attached conjunction; the colon itself where it is the cue."""
    text, i = scene.text, draft.cue
    if draft.report is None and draft.lemma == ":":
        at = text.ends[i - 1] + text.gaps[i].index(":")
        return at, at + 1
    return text.after_letters(i, len(scene.form[i]) - len(scene.bare[i])), text.ends[i]


def write(scene: Scene, drafts: list[Draft]) -> list[Statement]:
    """Drafts as statements of the record."""
    number = {id(d): n for n, d in enumerate(drafts)}
    written = []
    for n, draft in enumerate(drafts):
        content = tuple(_content_span(scene, draft, a, b) for a, b in draft.pieces)
        speaker = draft.speaker
        party = Party(
            phrase_text(scene, speaker.span)[0] if speaker.span else None,
            speaker.name or None,
            speaker.actor,
            speaker.rule,
        )
        via = tuple(Party(*phrase_text(scene, medium)) for medium in draft.via)
        parent = number.get(id(draft.parent)) if draft.parent else None
        cue = _cue_span(scene, draft)
        written.append(
            Statement(
                n,
                draft.kind,
                draft.act,
                content,
                cue,
                draft.lemma,
                party,
                None,
                via,
                parent,
                round(draft.report.confidence if draft.report else 0.8, 3),
            )
        )
    return written
