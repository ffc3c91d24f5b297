"""Is this cue a statement? A linear model over what the rules saw, whose weights lie in the lexicon.

The rules propose a report wherever a word can be a cue and something can open its content. Whether
``يجب أن`` or ``وجد أن`` reports anybody's words is not regular; this model has learned it from
annotated articles (see ``tools/train_statements.py``). How sure a statement is, speaker and all, is
another question: see :mod:`khabar.statements.confidence`.
"""

from __future__ import annotations

from khabar.lexicon import linear
from khabar.statements.phrases import eventive
from khabar.statements.reports import Report, agentive, is_made
from khabar.statements.scene import Scene, lexicon

WEIGHTS = "statement_weights"


def probability(features: list[str]) -> float:
    """Probability that a report with these features is a statement; 1 where nothing was learned."""
    table = linear.weights(WEIGHTS)
    if not table:
        return 1.0
    return linear.probability(table.get("bias", 0.0) + sum(filter(None, map(table.get, features))))


def describe(scene: Scene, report: Report, heard: bool) -> list[str]:
    """Features of a report. ``heard``: somebody has spoken before it in the article."""
    i, form = report.cue, report.form
    cue, opener, cls = form.cue, report.opener, form.cls
    previous = scene.form[i - 1] if i and not scene.comma[i] else "|"
    side = report.side or ("first" if form.person == "1" else "hidden")
    who = subject_kind(scene, report)
    conjunct = scene.bare[i] != scene.form[i]
    inside = bool(scene.quote_end[i])
    start = report.start
    inner = start < len(scene.pos)
    start_tag = scene.pos[start] if inner else "-"
    distance = min(report.region_end - i, 12) // 3
    made = _eventive_start(scene, report)
    definite = inner and scene.words.definite[start]
    strength = _strength(scene, report)
    lead = i < scene.text.headline
    begins = i == 0 or scene.sentence[i] != scene.sentence[i - 1]
    own = inner and bool(scene.words.enclitic[start])
    return [
        f"lemma={cue.lemma}",
        f"lemma={cue.lemma}|{cls}",
        f"lemma={cue.lemma}|{opener}",
        f"form={scene.bare[i]}",
        f"cls={cls}|{opener}",
        f"cls={cls}|{opener}|{side}",
        f"tag={scene.pos[i]}|{cls}",
        f"weak={cue.weak}|{opener}|{cls}",
        f"conj={conjunct}|comma={bool(scene.comma[i])}|{cls}",
        f"side={side}|heard={heard}",
        f"who={who}|{opener}",
        f"beside={opener}|{side}|{who}",
        f"beside={opener}|{side}|{who}|{cls}",
        f"who={who}|{cls}",
        f"inside={inside}|{opener}|{side}",
        f"before={_word_class(scene, i - 1, previous)}|{cls}",
        f"distance={distance}|{opener}",
        f"start={start_tag}|{opener}|{cls}",
        f"eventive={made}|{opener}|{cls}",
        f"person={form.person}|{cls}|inside={inside}",
        f"person={form.person}|{report.act}|inside={inside}",
        f"passive={form.passive}|{side}",
        f"suffix={bool(form.suffix)}|{cls}|{opener}",
        f"quote={report.quote is not None}|{opener}|{cls}",
        f"prep={scene.form[report.start - 1] if opener == 'prep' else ''}|{cue.lemma}",
        f"agent={agentive(scene, report.start) if report.start < len(scene.form) else False}|{opener}|{side}",
        f"always={form.noun_always()}|{opener}|{side}|{start_tag}",
        f"definite={definite}|{opener}|{side}",
        f"definite={definite}|made={made}|{opener}|{who}",
        f"lead={lead}",
        f"lead={lead}|{opener}|{cls}",
        f"begins={begins}|{opener}|{cls}|{side}",
        # What the lexicon knows of the cue stands in for a lemma that was seldom or never seen.
        f"strength={strength}|{opener}|{cls}",
        f"strength={strength}|{who}|{opener}",
        f"strength={strength}|{side}|{cue.weak}",
        f"strength={strength}|made={made}|{side}",
        f"frames={cue.kinds}|{opener}",
        f"readings={min(3, len(scene.cues[i]))}|{scene.pos[i]}|{cls}",
        f"tag={scene.pos[i]}|{cue.weak}|{opener}",
        f"own={own}|{opener}|{side}",
        f"own={own}|made={made}|{opener}|{start_tag}",
        f"rival={report.rival}|{opener}|{cue.lemma}",
        f"rival={report.rival}|{opener}|{side}|{who}",
        f"rival={report.rival}|{opener}|{cls}",
        f"rank={report.rank}|{report.rival}|{opener}",
        f"rank={report.rank}|{opener}|{strength}|{made}",
        f"commas={min(3, sum(scene.comma[i + 1 : report.region_end + 1]))}|{opener}",
        f"words={min(4, report.region_end - i - 1)}|{opener}|{side}",
    ]


def subject_kind(scene: Scene, report: Report) -> str:
    """What the subject is, by the names of the article and by its head noun."""
    if report.subject is None:
        return "none"
    first, last = report.subject
    kinds = {mention.kind for mention, _ in scene.mentions_in(first, last)}
    for kind in ("person", "role", "organization", "group", "state", "place"):
        if kind in kinds:
            return kind
    head = scene.words.stem[first].removeprefix("ال")
    if head in lexicon()["speaking_nouns"]:
        return "speaking"
    if eventive(head):
        return "eventive"
    return f"{scene.pos[first]}{scene.words.number[first]}"


def _eventive_start(scene: Scene, report: Report) -> bool:
    if report.start >= len(scene.form):
        return False
    return is_made(scene.words.stem[report.start])


def _strength(scene: Scene, report: Report) -> str:
    """Kind of the frame behind a nominal content, and how much of the cue's use it is."""
    cue, start = report.form.cue, report.start
    frame = None
    if report.opener == "noun":
        frame = cue.noun or cue.predicate
    elif report.opener == "prep" and start < len(scene.form):
        prep = scene.prep[start - 1] or scene.words.proclitic[start][-1:]
        frame = cue.preps.get(prep) or cue.targets.get(prep)
    return f"{frame.kind}/{frame.nominal}" if frame is not None else "-"


def _word_class(scene: Scene, i: int, form: str) -> str:
    if form == "|" or i < 0:
        return form
    lex = lexicon()
    if form in lex["frequent"] or form in lex["relatives"] or form in lex["subordinators"]:
        return form
    return scene.pos[i]
