"""Statements in the making, in word indices, and how they are written into the record."""

from __future__ import annotations

import msgspec

from khabar.model import Party, Span, Statement
from khabar.statements.confidence import confidence
from khabar.statements.naming import named, phrase_text
from khabar.statements.polarity import polarity
from khabar.statements.reports import Report
from khabar.statements.scene import Scene, lexicon
from khabar.statements.speakers import Speaker
from khabar.text import fold


class Draft(msgspec.Struct):
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
    #: Whom the words name as told.
    addressee: tuple[int, int] | None = None


def kind_of(scene: Scene, report: Report, end: int) -> str:
    if report.opener in ("quote", "colon"):
        return "direct"
    if report.opener in ("prep", "noun"):
        return "nominal"
    quoted = scene.quotes_in(report.start, end)
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
    came = Channels()
    written = []
    for n, draft in enumerate(drafts):
        report = draft.report
        speaker = _party(scene, draft.speaker)
        media = (_medium(scene, span) for span in draft.via)
        via = tuple(m for m in media if not _same(m, speaker))
        told = report.addressee if report else draft.addressee
        negated, future = polarity(scene, report) if report else (False, False)
        written.append(
            Statement(
                n,
                draft.kind,
                draft.act,
                tuple(_content_span(scene, draft, a, b) for a, b in draft.pieces),
                _cue_span(scene, draft),
                draft.lemma,
                speaker,
                _party(scene, named(scene, told)) if told else None,
                via,
                number.get(id(draft.parent)) if draft.parent else None,
                _sure(draft, speaker),
                negated,
                future,
                came.inherited(scene, draft, via),
            )
        )
    return written


def _sure(draft: Draft, speaker: Party) -> float:
    report, inside = draft.report, draft.parent is not None
    if report is None:
        opener = "headline" if draft.lemma == ":" else "according"
        return round(confidence(0.5, opener, draft.kind, "", speaker, inside), 3)
    cls = report.form.cls
    sure = confidence(report.confidence, report.opener, draft.kind, cls, speaker, inside)
    return round(sure, 3)


def _party(scene: Scene, speaker: Speaker) -> Party:
    span = phrase_text(scene, speaker.span)[0] if speaker.span else None
    return Party(span, speaker.name or None, speaker.actor, speaker.rule)


def _medium(scene: Scene, span: tuple[int, int]) -> Party:
    """A medium, with the actor that its words name."""
    where, name = phrase_text(scene, span)
    for mention, _ in scene.mentions_in(*span):
        if mention.actor is not None and mention.kind in ("organization", "person", "role"):
            actor = scene.names.actors[mention.actor]
            return Party(where, name, actor.id, actor.resolved_by or "name")
    return Party(where, name, None, "description")


def _same(one: Party, other: Party) -> bool:
    return one.name == other.name or (one.actor is not None and one.actor == other.actor)


class Channels:
    """Through which media each speaker's speech came, as the statements go by."""

    def __init__(self) -> None:
        self.last: dict[int | str, tuple[Party, ...]] = {}

    def inherited(self, scene: Scene, draft: Draft, via: tuple[Party, ...]) -> tuple[Party, ...]:
        """Media of the speech that a statement without any of its own goes on with."""
        speaker = draft.speaker
        key = speaker.name if speaker.actor is None else speaker.actor
        if draft.report is None or draft.parent is not None or key == "":
            return ()
        if via:
            self.last[key] = via
            return ()
        if key in self.last and not _same_speech(scene, draft.report, speaker.span is None):
            del self.last[key]
        return self.last.get(key, ())


def _same_speech(scene: Scene, report: Report, hidden: bool) -> bool:
    """``وأضاف``: the words go on with what the speaker has said, and open no other speech."""
    lex = lexicon()
    if not hidden and fold(report.form.cue.lemma) not in lex["continuations"]:
        return False
    if report.cue and scene.form[report.cue - 1] in lex["earlier"]:
        return False
    words = range(report.cue + 1, min(report.region_end, report.cue + 40))
    return not any(scene.form[k] in lex["speeches"] and scene.prep[k - 1] for k in words)
