"""Who said what: the statements of one article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from khabar.model import Statement, Time
from khabar.names import Names
from khabar.statements import speakers
from khabar.statements.acceptor import describe, probability
from khabar.statements.according import According, find_according
from khabar.statements.drafts import Draft, kind_of, write
from khabar.statements.extent import content_end
from khabar.statements.headlines import headline_speaker
from khabar.statements.media import media_in, medium_at
from khabar.statements.naming import named
from khabar.statements.reports import Report, agentive, cue_forms, parse
from khabar.statements.scene import Scene, build, lexicon
from khabar.statements.voices import Voices
from khabar.text import Text
from khabar.words import Words

#: Probability from which a report is a statement. On newspapers that the model has not seen it is
#: too modest: down to here more reports are right than wrong.
_ACCEPTED = 0.35
#: Called with each report and its features; only training sets it.
observer: Callable[[Scene, Report, list[str]], None] | None = None


@dataclass(slots=True, frozen=True)
class Said:
    """The statements of an article, and its names with the speakers among them."""

    statements: tuple[Statement, ...]
    names: Names


def find(text: Text, words: Words, names: Names, times: list[Time]) -> Said:
    """All statements of an article in the order of their cues."""
    scene = build(text, words, names, times)
    finder = _Finder(scene)
    for first, last in text.sentences:
        if first < text.headline:
            finder.headline(first, last)
        finder.sentence(first, last)
    drafts = sorted(finder.drafts, key=lambda d: (d.cue, d.pieces[0]))
    told = tuple(write(scene, drafts))
    if names.resolver is not None:  # a capital that spoke has become its state: one actor more
        names = replace(names, actors=names.resolver.finish())
    return Said(told, names)


class _Finder:
    """Walks the sentences and remembers who spoke last."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.drafts: list[Draft] = []
        self.voices = Voices(scene)

    def sentence(self, first: int, last: int) -> None:
        scene = self.scene
        reports: dict[int, Report] = {}
        i = first
        while i < last:
            if cue_forms(scene, i):
                limit = scene.quote_end[i] or last
                report = self._best(parse(scene, i, min(limit, last)), first, reports)
                if report is not None and not _shares_opener(report, reports):
                    reports[i] = report
                    i = self._completion(report, reports, last)
            i += 1
        according = find_according(scene, first, last)
        heads = {a.head for a in according}
        for a in according:
            reports.pop(a.cue, None)
        done = self._reports(first, last, reports, heads)
        self._quoted_before(first, last, done)
        self._accordings(first, last, according, done)

    def _best(self, choices: list[Report], first: int, reports: dict[int, Report]) -> Report | None:
        """The likeliest reading of a cue, if it is likely to be a statement at all.

        :data:`observer` sees every report that is put to the model.
        """
        best = None
        for report in choices:
            start = _clause_start(self.scene, report.cue, first, reports)
            speakers.find_subject(self.scene, report, start)
            features = describe(self.scene, report, bool(self.voices.spoke))
            if observer is not None:
                observer(self.scene, report, features)
            report.confidence = probability(features)
            if best is None or _likelier(self.scene, report, best):
                best = report
        return best if best is not None and best.confidence >= _ACCEPTED else None

    def _completion(self, report: Report, reports: dict[int, Report], last: int) -> int:
        """``علّق … قائلا``: the word that completes the cue is no cue of its own."""
        scene = self.scene
        for k in range(report.cue + 1, report.start):
            if k in reports:
                continue
            if any(f.cue.completion for f in cue_forms(scene, k)):
                return k
        return report.cue

    def _reports(
        self, first: int, last: int, reports: dict[int, Report], heads: set[int]
    ) -> list[Draft]:
        scene = self.scene
        done: list[Draft] = []
        for i in sorted(reports):
            report = reports[i]
            governor = next(
                (d for d in reversed(done) if d.pieces[0][0] <= i < d.pieces[-1][1]), None
            )
            limit = min(scene.quote_end[i] or last, last)
            if governor is not None:
                limit = min(limit, governor.pieces[-1][1])
            if report.start >= limit:
                continue
            speaker = self.voices.who_speaks(report, governor, done, first)
            if speaker is None:
                continue
            start = report.start
            while True:
                report.start = start
                end = content_end(scene, report, limit, reports, heads)
                draft = Draft(
                    report,
                    i,
                    report.form.cue.lemma,
                    report.act,
                    kind_of(scene, report, end),
                    [(start, end)],
                    speaker,
                    [],
                    governor,
                )
                done.append(draft)
                self.drafts.append(draft)
                if end >= limit or not _goes_on(scene, report, end):
                    break
                start = end + 1
                report = replace(report, opener="that", start=start, quote=scene.opens.get(start))
                if start >= limit:
                    break
            if governor is None:
                self.voices.heard(report, speaker)
            media = media_in(scene, report.cue + 1, report.region_end, speaker.span)
            relays = [m for m in media if not any(a <= m[0] < b for a, b in report.via)]
            done[-1].via.extend([*report.via, *relays])
        return done

    def _quoted_before(self, first: int, last: int, done: list[Draft]) -> None:
        """``"…"، قال بوتين``: the cue follows the words."""
        scene = self.scene
        taken = {d.cue for d in done}
        for quote in [scene.opens[k] for k in range(first, last) if k in scene.opens]:
            begin, end = scene.quote_range[quote.start]
            if not quote.closed or end >= last or end - begin < 3:
                continue
            if any(d.pieces[0][0] <= begin < d.pieces[-1][1] for d in done):
                continue
            cue = end
            form = next(
                (
                    f
                    for f in cue_forms(scene, cue)
                    if f.cls in ("past", "present") and f.cue.takes_quote
                ),
                None,
            )
            if form is None or cue in taken:
                continue
            report = Report(
                cue, form, "quote", min(last, cue + 20), begin, form.act("quote"), quote
            )
            report.region_end = _next_mark(scene, cue + 1, last)
            speakers.find_subject(scene, report, cue)
            speaker = self.voices.who_speaks(report, None, done, first)
            if speaker is None:
                continue
            draft = Draft(
                report, cue, form.cue.lemma, report.act, "direct", [(begin, end)], speaker, []
            )
            draft.via.extend(media_in(scene, cue + 1, report.region_end, speaker.span))
            done.append(draft)
            self.drafts.append(draft)
            self.voices.spoke.append(speaker)

    def _accordings(
        self, first: int, last: int, phrases: list[According], done: list[Draft]
    ) -> None:
        scene = self.scene
        for phrase in phrases:
            backward = phrase.head > first and not _fresh_clause(scene, phrase.head, first, done)
            if backward:
                before = [
                    d
                    for d in done
                    if d.parent is None and d.pieces[-1][1] <= phrase.head and d.cue < phrase.head
                ]
                holder = before[-1] if before and before[-1].pieces[-1][1] == phrase.head else None
                if holder is not None and (
                    phrase.repeats or phrase.span is None or self._only_relays(phrase, holder)
                ):
                    if phrase.span is not None and not phrase.repeats:
                        holder.via.append(phrase.span)
                    continue
                if phrase.repeats or phrase.span is None:
                    continue
                body = scene.dateline if first < scene.dateline < phrase.head else first
                begin = max([body, *[d.pieces[-1][1] for d in before if d is not holder]])
                if scene.bare[phrase.head] in lexicon()["as_said"]:
                    begin = max(begin, _quoted_start(scene, phrase.head))
                pieces = [(begin, phrase.head)]
            else:
                if phrase.repeats or phrase.span is None:
                    continue
                begin = phrase.end
                if begin < last and scene.form[begin] in ("فان", "ان"):
                    begin += 1
                pieces = [(begin, last)]
            if pieces[0][0] >= pieces[0][1]:
                continue
            speaker = named(scene, phrase.span)
            form = (
                next(
                    (f for f in cue_forms(scene, phrase.cue) if f.cls in ("past", "present")), None
                )
                if phrase.cue != phrase.head
                else None
            )
            act = form.act("that") if form else "say"
            lemma = form.cue.lemma if form else scene.text.slice(phrase.head, phrase.head + 1)
            parent = next(
                (d for d in done if d.pieces[0][0] <= phrase.head < d.pieces[-1][1]), None
            )
            draft = Draft(None, phrase.cue, lemma, act, "indirect", pieces, speaker, [], parent)
            for inner in done:
                if (
                    inner.parent is None
                    and pieces[0][0] <= inner.cue
                    and inner.pieces[-1][1] <= pieces[-1][1]
                ):
                    inner.parent = draft
            told = any(d.parent is None and d.report is not None for d in done)
            done.append(draft)
            self.drafts.append(draft)
            if parent is None and not told:
                self.voices.spoke.append(speaker)

    def _only_relays(self, phrase: According, holder: Draft) -> bool:
        """Whether a closing according-to names the way a statement came, not a new source."""
        assert phrase.span is not None
        scene = self.scene
        if medium_at(scene, phrase.span[0]) is not None:
            return True
        again = named(scene, phrase.span)
        return (
            again.name == holder.speaker.name
            or (again.actor is not None and again.actor == holder.speaker.actor)
            or holder.kind != "nominal"
        )

    def headline(self, first: int, last: int) -> None:
        """``بوتين: …`` at the head of the article."""
        found = headline_speaker(self.scene, first, last)
        if found is None:
            return
        span, start, medium = found
        speaker = named(self.scene, span)
        via = [medium] if medium else []
        self.drafts.append(Draft(None, start, ":", "say", "direct", [(start, last)], speaker, via))


def _likelier(scene: Scene, report: Report, other: Report) -> bool:
    """Which of two readings of a cue to take: ``أعلن`` is hardly "I announce" outside quotations."""
    mine = report.form.person == "1"
    if mine != (other.form.person == "1"):
        told = report if other.form.person == "1" else other
        who = told.subject[0] if told.subject else -1
        named = who >= 0 and (agentive(scene, who) or scene.could_be_name(who))
        if told.confidence >= _ACCEPTED and (named or not scene.quote_end[told.cue]):
            return told is report
    verb, noun = (other, report) if report.form.cls == "participle" else (report, other)
    same = noun.form.cls == "participle" and verb.form.cls == "past" and verb.start == noun.start
    if same and verb.subject is not None and verb.confidence >= _ACCEPTED:
        return verb is report  # ``طالب مزارعون``: they demanded
    return report.confidence > other.confidence


def _shares_opener(report: Report, reports: dict[int, Report]) -> bool:
    """``نقلت عن دبلوماسي طلب عدم كشف اسمه أن``: one أن opens one content, of the first cue."""
    return any(
        known.start == report.start and known.opener == report.opener for known in reports.values()
    )


def _quoted_start(scene: Scene, head: int) -> int:
    """First word of the quotation that ends right before word ``head``, or 0."""
    for quote in scene.text.quotes:
        first, last = scene.quote_range.get(quote.start, (0, 0))
        if last == head and quote.closed and last - first >= 3:
            return first
    return 0


def _clause_start(scene: Scene, i: int, first: int, reports: dict[int, Report]) -> int:
    """Where the clause of the cue at ``i`` may begin: behind the last content opener or cue."""
    start = first
    for report in reports.values():
        if report.cue < i:
            start = max(start, report.start if report.start <= i else report.cue + 1)
    return start


def _goes_on(scene: Scene, report: Report, end: int) -> bool:
    """A new ``وأن`` opens a second content under the same cue."""
    that = scene.that(end)
    return that is not None and that[0] in ("و", "وب")


def _next_mark(scene: Scene, j: int, last: int) -> int:
    k = j
    while k < last and not (k > j and (scene.comma[k] or scene.colon[k])) and k not in scene.opens:
        k += 1
    return k


def _fresh_clause(scene: Scene, head: int, first: int, done: list[Draft]) -> bool:
    """Whether nothing stands before an according-to phrase but a lead-in."""
    return all(scene.bare[k] in lexicon()["lead_ins"] or k == head for k in range(first, head))
