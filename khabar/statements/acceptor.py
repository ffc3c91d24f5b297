"""Is this cue a statement? A linear model over what the rules saw, whose weights lie in the lexicon.

The rules propose a report wherever a word can be a cue and something can open its content. Whether
``يجب أن`` or ``وجد أن`` reports anybody's words is not regular; this model has learned it from
annotated articles (see ``tools/train_statements.py``). How sure a statement is, speaker and all, is
another question: see :mod:`khabar.statements.confidence`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from khabar.lexicon import linear
from khabar.statements.cues import Cue, object_act
from khabar.statements.phrases import eventive
from khabar.statements.reports import Report, agentive, is_made
from khabar.statements.scene import Scene, lexicon

WEIGHTS = "statement_weights"
#: A few facts of a report, and what names the features that they make.
Facts = tuple[Callable[..., list[str]], tuple[object, ...]]


def probability(scene: Scene, report: Report, heard: bool) -> float:
    """Probability that a report is a statement; 1 where nothing was learned.

    ``heard``: somebody has spoken before it in the article.
    """
    table = linear.weights(WEIGHTS)
    if not table:
        return 1.0
    total = table.get("bias", 0.0)
    for name, values in _facts(scene, report, heard):
        total += _weight(name, values)
    return linear.probability(total)


def describe(scene: Scene, report: Report, heard: bool) -> list[str]:
    """The features of a report, by name."""
    return [f for name, values in _facts(scene, report, heard) for f in name(*values)]


@lru_cache(maxsize=1 << 15)
def _weight(name: Callable[..., list[str]], values: tuple[object, ...]) -> float:
    """Sum of the weights of some facts: the same few come again and again."""
    table = linear.weights(WEIGHTS)
    return sum(table.get(feature, 0.0) for feature in name(*values))


def _facts(scene: Scene, report: Report, heard: bool) -> tuple[Facts, ...]:
    i, form, start = report.cue, report.form, report.start
    cue, opener, cls = form.cue, report.opener, form.cls
    side = report.side or ("first" if form.person == "1" else "hidden")
    who = subject_kind(scene, report)
    inside, lead, act = bool(scene.quote_end[i]), i < scene.text.headline, report.act
    tag, made, definite, own, agent, told, head = "-", False, False, False, False, "", ""
    if start < len(scene.pos):
        tag, definite = scene.pos[start], scene.words.definite[start]
        made = is_made(scene.words.stem[start])
        own, agent = bool(scene.words.enclitic[start]), agentive(scene, start)
        told, head = _noun_told(scene, report)
    strength = _strength(scene, report)
    # The subject fills all the words up to the content.
    tight = (
        side == "after" and report.subject is not None and report.subject[1] == report.region_end
    )
    comma, conjunct = bool(scene.comma[i]), scene.bare[i] != scene.form[i]
    begins = i == 0 or scene.sentence[i] != scene.sentence[i - 1]
    between = report.region_end - i
    commas = min(3, scene.comma.count(1, i + 1, report.region_end + 1))
    rank, rival = report.rank, report.rival
    prep = scene.form[start - 1] if opener == "prep" else ""
    return (
        (_cue, (cue, bool(form.suffix), prep, opener, rival, cls)),
        (_word, (scene.bare[i], scene.pos[i], min(3, len(scene.cues[i])), cls)),
        (_context, (conjunct, comma, _before(scene, i), cls)),
        (_place, (lead, begins, inside, heard, form.person, form.passive, act, opener, side, cls)),
        (_subject, (who, opener, side, cls, rival, strength, definite, made)),
        (_content, (tag, made, definite, own, agent, form.noun_always(), opener, side, cls)),
        (_opening, (report.quote is not None, scene.pos[i], cue.weak, opener, cls)),
        (_frame, (strength, rank, rival, made, opener, side, cls, cue.weak)),
        (_noun, (told, head, report.carried, cue.light, act, opener, side, cls)),
        (_deed, (act, tight, made, strength, who, opener, side, cls)),
        (_distance, (min(between, 12) // 3, min(4, between - 1), commas, opener, side)),
    )


def _cue(cue: Cue, suffix: bool, prep: str, opener: str, rival: str, cls: str) -> list[str]:
    return [
        f"lemma={cue.lemma}",
        f"lemma={cue.lemma}|{cls}",
        f"lemma={cue.lemma}|{opener}",
        f"cls={cls}|{opener}",
        f"weak={cue.weak}|{opener}|{cls}",
        f"suffix={suffix}|{cls}|{opener}",
        f"prep={prep}|{cue.lemma}",
        # What the lexicon knows of the cue stands in for a lemma that was seldom or never seen.
        f"frames={cue.kinds}|{opener}",
        f"rival={rival}|{opener}|{cue.lemma}",
        f"rival={rival}|{opener}|{cls}",
    ]


def _word(bare: str, tag: str, readings: int, cls: str) -> list[str]:
    return [f"form={bare}", f"tag={tag}|{cls}", f"readings={readings}|{tag}|{cls}"]


def _context(conjunct: bool, comma: bool, before: str, cls: str) -> list[str]:
    return [f"conj={conjunct}|comma={comma}|{cls}", f"before={before}|{cls}"]


def _place(
    lead: bool,
    begins: bool,
    inside: bool,
    heard: bool,
    person: str,
    passive: bool,
    act: str,
    opener: str,
    side: str,
    cls: str,
) -> list[str]:
    return [
        f"cls={cls}|{opener}|{side}",
        f"side={side}|heard={heard}",
        f"inside={inside}|{opener}|{side}",
        f"lead={lead}",
        f"lead={lead}|{opener}|{cls}",
        f"begins={begins}|{opener}|{cls}|{side}",
        f"person={person}|{cls}|inside={inside}",
        f"person={person}|{act}|inside={inside}",
        f"passive={passive}|{side}",
    ]


def _subject(
    who: str,
    opener: str,
    side: str,
    cls: str,
    rival: str,
    strength: str,
    definite: bool,
    made: bool,
) -> list[str]:
    return [
        f"who={who}|{opener}",
        f"beside={opener}|{side}|{who}",
        f"beside={opener}|{side}|{who}|{cls}",
        f"who={who}|{cls}",
        f"strength={strength}|{who}|{opener}",
        f"rival={rival}|{opener}|{side}|{who}",
        f"definite={definite}|made={made}|{opener}|{who}",
    ]


def _content(
    tag: str,
    made: bool,
    definite: bool,
    own: bool,
    agent: bool,
    always: bool,
    opener: str,
    side: str,
    cls: str,
) -> list[str]:
    return [
        f"start={tag}|{opener}|{cls}",
        f"eventive={made}|{opener}|{cls}",
        f"agent={agent}|{opener}|{side}",
        f"always={always}|{opener}|{side}|{tag}",
        f"definite={definite}|{opener}|{side}",
        f"own={own}|{opener}|{side}",
        f"own={own}|made={made}|{opener}|{tag}",
    ]


def _opening(quote: bool, tag: str, weak: bool, opener: str, cls: str) -> list[str]:
    return [f"quote={quote}|{opener}|{cls}", f"tag={tag}|{weak}|{opener}"]


def _frame(
    strength: str,
    rank: int,
    rival: str,
    made: bool,
    opener: str,
    side: str,
    cls: str,
    weak: bool,
) -> list[str]:
    return [
        f"strength={strength}|{opener}|{cls}",
        f"strength={strength}|{side}|{weak}",
        f"strength={strength}|made={made}|{side}",
        f"rank={rank}|{rival}|{opener}",
        f"rank={rank}|{opener}|{strength}|{made}",
    ]


def _noun(
    told: str, head: str, carried: str, light: bool, act: str, opener: str, side: str, cls: str
) -> list[str]:
    return [
        f"told={told}|{light}|{opener}|{cls}",
        f"carried={carried}|{side}",
        f"head={head}|{opener}|{act}",
    ]


def _deed(
    act: str,
    tight: bool,
    made: bool,
    strength: str,
    who: str,
    opener: str,
    side: str,
    cls: str,
) -> list[str]:
    return [
        f"act={act}|{opener}|{cls}",
        f"act={act}|{opener}|{who}",
        f"act={act}|{opener}|made={made}",
        f"tight={tight}|{opener}|{side}|{cls}",
        f"tight={tight}|{opener}|{strength}",
    ]


def _distance(steps: int, words: int, commas: int, opener: str, side: str) -> list[str]:
    return [
        f"distance={steps}|{opener}",
        f"commas={commas}|{opener}",
        f"words={words}|{opener}|{side}",
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


def _noun_told(scene: Scene, report: Report) -> tuple[str, str]:
    """Of a nominal content's first noun: its act (``أمله``), and the noun if it is one of deeds."""
    if report.opener not in ("prep", "noun"):
        return "", ""
    stem, pronoun = scene.words.stem[report.start], scene.owned(report.start)
    told = report.carried or object_act(stem) or ""
    head = stem.removeprefix("ال")
    head = head.removesuffix(pronoun) if pronoun else head
    return told, head if head in lexicon()["eventive"] else ""


def _before(scene: Scene, i: int) -> str:
    """The word before a cue, or its kind."""
    if not i or scene.comma[i]:
        return "|"
    lex, form = lexicon(), scene.form[i - 1]
    if form in lex["frequent"] or form in lex["relatives"] or form in lex["subordinators"]:
        return form
    return scene.pos[i - 1]
