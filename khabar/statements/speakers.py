"""Who speaks: the phrase beside the cue, or whoever the words hide."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.statements.phrases import noun_end, skip_adverbials, speaker_span
from khabar.statements.reports import Report
from khabar.statements.scene import Scene, lexicon

_LEFT = 30


@dataclass(slots=True)
class Speaker:
    """A speaker found: its words, its name and how it agrees."""

    span: tuple[int, int] | None
    name: str
    gender: str = ""
    number: str = ""
    actor: int | None = None
    rule: str = "name"


def find_subject(scene: Scene, report: Report, first: int) -> None:
    """Fill in the noun phrase beside the cue, after it or before it (from word ``first`` on)."""
    after = None
    form = report.form
    if form.cls in ("past", "present") and form.person != "1":
        after = speaker_span(scene, report.cue + 1, report.region_end)
    elif form.cls == "noun" and not form.suffix and report.cue + 1 < report.region_end:
        end = noun_end(scene, report.cue + 1, report.region_end)
        if scene.pos[report.cue + 1] in ("NOUN", "PROPN", "ADJ"):
            after = (report.cue + 1, end)
    if after is not None and agrees(scene, form.gender, form.number, after, before=False):
        report.subject, report.side = after, "after"
        return
    if form.cls == "noun" or form.person == "1":
        return
    before = _subject_before(scene, report, first)
    if before is not None:
        report.subject, report.side = before, "before"


def _subject_before(scene: Scene, report: Report, first: int) -> tuple[int, int] | None:
    """``الوزير أكد أن``, ``وكان الوزير قد قال إن``, ``المتحدث الذي أوضح أن``."""
    i = report.cue
    if report.form.cls == "participle" and circumstantial(scene, i):
        return None
    j = i
    while j > first and scene.form[j - 1] in ("قد", "لم", "لا", "لن", "سوف", "كان", "كانت") and not scene.comma[j]:
        j -= 1
    lex = lexicon()
    if j > first and scene.form[j - 1] in lex["relatives"]:
        return _antecedent(scene, j - 1, first)
    if scene.bare[i] != scene.form[i] and scene.words.proclitic[i][:1] in ("و", "ف"):
        return None
    first = max(first, i - _LEFT)
    start = first
    while start < j and (scene.bare[start] in lex["lead_ins"] or scene.timed[start]):
        start += 1
    if start >= j or scene.pos[start] not in ("NOUN", "PROPN", "ADJ", "NUM"):
        return None
    if scene.bare[start] in lex["returns"]:
        return None
    if any(scene.pos[k] == "VERB" for k in range(start, j)) and not any(
        scene.form[k] in lex["relatives"] for k in range(start, j)
    ):
        return None
    found = speaker_span(scene, start, j)
    if found is None or not agrees(scene, report.form.gender, report.form.number, found, before=True):
        return None
    return found


def circumstantial(scene: Scene, i: int) -> bool:
    """A participle in the accusative or feminine (``مؤكدا``, ``مشيرة``) takes its clause's subject."""
    form = scene.form[i]
    return not form.startswith("ال") and form.endswith(("ا", "ه", "ين", "ات"))


def _antecedent(scene: Scene, relative: int, first: int) -> tuple[int, int] | None:
    """The noun phrase that ends right before a relative pronoun."""
    start = relative
    while start > max(first, relative - 12):
        k = start - 1
        if scene.pos[k] not in ("NOUN", "PROPN", "ADJ", "NUM") and not scene.prep[k]:
            break
        start = k
        if scene.comma[k] or (scene.words.proclitic[k] and scene.words.proclitic[k][-1] in "بلك"):
            break
    while start < relative and scene.prep[start]:
        start += 1
    return (start, relative) if start < relative else None


def agrees(scene: Scene, gender: str, number: str, span: tuple[int, int], before: bool) -> bool:
    """Whether a verb form can have this noun phrase for its subject."""
    have_gender, have_number = agreement(scene, span)
    if gender and have_gender and gender != have_gender and have_number != "p":
        return False
    return not (before and number == "p" and have_number == "s")


def agreement(scene: Scene, span: tuple[int, int]) -> tuple[str, str]:
    """Gender and number of a noun phrase by its head and its coordination."""
    head = span[0]
    return scene.words.gender[head], scene.words.number[head]


def main_subject(scene: Scene, first: int, limit: int) -> tuple[int, int] | None:
    """Subject of the clause that begins at ``first``: behind its verb, or at its head."""
    lex = lexicon()
    i = first
    while i < limit and (scene.bare[i] in lex["lead_ins"] or scene.timed[i] or scene.pos[i] in ("CONJ", "PART", "ADV")):
        i += 1
    if i >= limit:
        return None
    if scene.pos[i] == "VERB":
        i = skip_adverbials(scene, i + 1, limit)
    if i >= limit or scene.pos[i] not in ("NOUN", "PROPN", "ADJ", "NUM"):
        return None
    return i, noun_end(scene, i, limit)
