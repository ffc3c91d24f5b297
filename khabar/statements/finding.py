"""Who said what: the statements of one article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from khabar.model import Statement, Time
from khabar.names import Names
from khabar.statements import speakers
from khabar.statements.acceptor import describe, probability
from khabar.statements.according import According, find_according
from khabar.statements.beside import hears, look_beside, media_before
from khabar.statements.cues import CueForm
from khabar.statements.drafts import Draft, kind_of, write
from khabar.statements.extent import content_end, speech_end
from khabar.statements.headlines import headline_speaker
from khabar.statements.media import add_medium, core, medium_at, relayed_in
from khabar.statements.naming import named
from khabar.statements.reports import Report, agentive, cue_forms, parse
from khabar.statements.scene import Scene, build, lexicon
from khabar.statements.speakers import Speaker
from khabar.statements.voices import Voices
from khabar.text import Quote, Text, fold
from khabar.words import Words

#: Probability from which a report is a statement. On newspapers that the model has not seen it is
#: too modest: down to here more reports are right than wrong.
_ACCEPTED = 0.35
#: Words from which a quotation without a cue before it can be a speech.
_SPEECH = 3
#: Confidence of a report whose cue stands behind its words.
_BEHIND = 0.9
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
        #: A quotation that is a whole sentence and nobody's yet.
        self.loose: Quote | None = None

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
        for a in according:  # what such a phrase names is nobody's content
            for i in [i for i, r in reports.items() if i < a.head < r.start < a.end]:
                del reports[i]
            reports.pop(a.cue, None)
        self._words_before(first, last, reports)
        done = self._reports(first, last, reports, according)
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
        if best is None or best.confidence >= _ACCEPTED:
            return best
        return best if self._by_saying(best, first, reports) else None

    def _by_saying(self, report: Report, first: int, reports: dict[int, Report]) -> bool:
        """``ورد على سؤال حول الموعد بقوله «…»``: no verb before it has taken the words."""
        scene = self.scene
        if scene.bare[report.cue] not in lexicon()["by_saying"]:
            return False
        if report.opener not in ("quote", "colon") or report.start > report.cue + 1:
            return False
        report.subject = speakers.main_subject(
            scene, _clause_start(scene, report.cue, first, reports), report.cue
        )
        return report.subject is not None

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
        self, first: int, last: int, reports: dict[int, Report], according: list[According]
    ) -> list[Draft]:
        scene = self.scene
        heads = {a.head for a in according}
        done: list[Draft] = []
        for i in sorted(reports, key=lambda i: _place(reports[i])):
            report = reports[i]
            governor = next(
                (d for d in reversed(done) if d.pieces[0][0] <= i < d.pieces[-1][1]), None
            )
            limit = min(scene.quote_end[i] or last, last)
            if governor is not None:
                limit = min(limit, governor.pieces[-1][1])
            if report.start >= limit:
                continue
            look_beside(scene, report)
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
                    [*([report.before] if report.before else []), (start, end)],
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
                if end == last:
                    draft.pieces[-1] = (start, speech_end(scene, report, end))
                    self.running = draft
            ends = [d.pieces[-1][1] for d in done if d.pieces[-1][1] <= i]
            ends += [a.end for a in according if a.end <= i]
            floor = max([first, governor.pieces[0][0] if governor else first, *ends])
            media = [*report.media, *media_before(scene, floor, i)]
            own = [m for m in media if not any(a <= m[0] < b for a, b in report.via)]
            for draft in done:
                if draft.cue == i:
                    draft.via = [*report.via, *own]
        return done

    def _words_before(self, first: int, last: int, reports: dict[int, Report]) -> None:
        """``"…"، قال بوتين``: words before a cue are its content, or the first piece of it."""
        scene = self.scene
        quotes = [scene.opens[k] for k in range(first, last) if k in scene.opens]
        free = [q for q in quotes if q.closed and self._is_free(q, first, reports)]
        loose, self.loose = self.loose, None
        for quote in [loose, *free] if loose else free:
            begin, end = scene.quote_range[quote.start]
            if end == last and begin == first:
                self.loose = quote  # its cue may begin the next sentence
            if end >= last or end - begin < _SPEECH:
                continue
            cue = end
            while cue < min(end + 2, last - 1) and scene.form[cue] in lexicon()["after_words"]:
                cue += 1
            forms = cue_forms(scene, cue)
            if not forms or scene.bare[cue] != scene.form[cue]:
                continue  # ``"…". وأضاف``: a new sentence
            known = reports.get(cue)
            if known is not None and known.start > cue and known.opener == "quote":
                if known.form.cls in ("past", "present") and not scene.colon[known.start]:
                    known.before = (begin, end)
                continue
            if known is not None and not _subordinate(scene, known):
                continue
            report = self._report_behind(quote, cue, forms, last)
            if report is not None:
                reports[cue] = report

    def _is_free(self, quote: Quote, first: int, reports: dict[int, Report]) -> bool:
        """Whether no cue before a quotation takes it, nor a word whose name it is."""
        scene = self.scene
        begin, end = scene.quote_range[quote.start]
        said = end - begin >= 2 * _SPEECH and scene.comma[end]  # no name is as long as that
        if (
            not said
            and begin > first
            and begin != scene.dateline
            and begin not in scene.text.inner_starts
        ):
            gap = scene.text.gaps[begin]
            if not any(mark in gap for mark in "،,؛;.؟!…"):
                return False
        return not any(r.cue < begin and r.start <= begin for r in reports.values())

    def _report_behind(
        self, quote: Quote, cue: int, forms: tuple[CueForm, ...], last: int
    ) -> Report | None:
        scene = self.scene
        form = next((f for f in forms if f.cls in ("past", "present") and f.cue.takes_quote), None)
        if form is None or form.cue.weak or scene.pos[cue] != "VERB":
            return None
        begin, behind = scene.quote_range[quote.start]
        end = _next_mark(scene, cue + 1, last)
        report = Report(cue, form, "quote", end, begin, form.act("quote"), quote)
        report.confidence = _BEHIND
        speakers.find_subject(scene, report, cue)
        # In a sentence of its own it is such a cue only with a subject and nothing more to say.
        alone = scene.sentence[cue] == scene.sentence[behind - 1] or (
            report.subject is not None
            and not any(scene.pos[k] == "VERB" for k in range(report.subject[1], end))
        )
        return report if alone else None

    def _accordings(
        self, first: int, last: int, phrases: list[According], done: list[Draft]
    ) -> None:
        """Hand each according-to phrase its clause, or make it the way a statement came."""
        scene = self.scene
        for n, phrase in enumerate(phrases):
            head = phrase.head
            if self._on_the_way(phrase, done):
                continue
            parent = next(
                (d for d in reversed(done) if any(a <= head < b for a, b in d.pieces)), None
            )
            low, high = self._scope(first, last, head, parent)
            beside = [d for d in done if d.parent is parent and d.cue < head and d is not parent]
            before = [d for d in beside if low <= d.pieces[0][0] and d.pieces[-1][1] <= head]
            if _fresh_clause(scene, head, low):
                begin, end = phrase.end, high
                if begin < high and scene.form[begin] in ("فان", "ان"):
                    begin += 1
                following = phrases[n + 1].head if n + 1 < len(phrases) else high
                if begin < following < high and scene.comma[following]:
                    end = following
            elif phrase.end < high and scene.that(phrase.end) is not None:
                begin, end = phrase.end + 1, high  # ``أفاد مراسل الأفق نقلا عن مصدر بأن``
                media = (medium_at(scene, k) for k in range(max(low, head - 8), head))
                phrase.media += [m for m in media if m is not None][-1:]
            else:
                holder = before[-1] if before else None
                if holder is not None and not _closed_at(scene, holder, head):
                    holder = None
                if holder is not None and self._closes(phrase, holder):
                    continue
                ends = [d.pieces[-1][1] for d in before if d is not holder]
                body = scene.dateline if low < scene.dateline < head else low
                begin, end = max([body, *ends]), head
                if phrase.as_said:
                    begin = max(begin, _quoted_start(scene, head))
            if phrase.repeats or phrase.span is None or begin >= end:
                continue
            self._attribute(phrase, (begin, end), parent, done)

    def _on_the_way(self, phrase: According, done: list[Draft]) -> bool:
        """``قال، بحسب رويترز، إن``: the phrase stands between a cue and its content."""
        for draft in done:
            if draft.cue < phrase.head < draft.pieces[0][0]:
                span = phrase.span
                medium = span is not None and medium_at(self.scene, span[0]) is not None
                if span is not None and medium and not any(a <= span[0] < b for a, b in draft.via):
                    draft.via.append(span)
                return True
        return False

    def _scope(self, first: int, last: int, head: int, parent: Draft | None) -> tuple[int, int]:
        """Words that a phrase can speak of: its sentence, within the quotation and the content."""
        scene = self.scene
        low, high = first, last
        if parent is not None:
            low, high = parent.pieces[0][0], parent.pieces[-1][1]
        if scene.quote_end[head]:
            high = min(high, scene.quote_end[head])
            low = max(low, next(k for k in range(head, -1, -1) if k in scene.opens))
        inner = scene.text.inner_starts
        low = next((k for k in range(head, low, -1) if k in inner), low)
        high = next((k for k in range(head + 1, high) if k in inner), high)
        return low, high

    def _closes(self, phrase: According, holder: Draft) -> bool:
        """Whether a phrase behind a content names the way it came, or its source again."""
        scene, span = self.scene, phrase.span
        media = phrase.media
        if span is not None and not phrase.repeats:
            again = named(scene, span)
            known = again.actor is not None and again.actor == holder.speaker.actor
            if known or again.name == holder.speaker.name or _is_the(scene, span, holder.speaker):
                media = [m for m in media if m[0] != span[0]]
            elif medium_at(scene, span[0]) is not None:
                media = [span]
            elif holder.kind == "nominal" and not media:
                return False
            elif not (media or phrase.issued or phrase.as_said):
                relays = scene.bare[phrase.head] in lexicon()["according"]
                media = [span] if relays and hears(scene, span[0]) else []
        for medium in media:
            if not any(a < medium[1] and medium[0] < b for a, b in holder.via):
                add_medium(scene, holder.via, medium)
        return True

    def _attribute(
        self,
        phrase: According,
        piece: tuple[int, int],
        parent: Draft | None,
        done: list[Draft],
    ) -> None:
        """A statement whose source an according-to phrase names."""
        scene = self.scene
        assert phrase.span is not None
        forms = cue_forms(scene, phrase.cue) if phrase.cue != phrase.head else ()
        form = next((f for f in forms if f.cls in ("past", "present")), None)
        act = form.act("that") if form else phrase.act
        lemma = form.cue.lemma if form else scene.text.slice(phrase.head, phrase.head + 1)
        own, speaker = phrase.span, named(scene, phrase.span)
        via = [m for m in phrase.media if m[1] <= own[0] or own[1] <= m[0]]
        via += [m for m in relayed_in(scene, *own) if m not in via]
        draft = Draft(None, phrase.cue, lemma, act, "indirect", [piece], speaker, via, parent)
        for inner in done:
            if (
                inner.parent is parent
                and piece[0] <= inner.cue
                and inner.pieces[-1][1] <= piece[1]
                and inner is not parent
            ):
                inner.parent = draft
        told = any(d.parent is None and d.report is not None for d in done)
        done.append(draft)
        self.drafts.append(draft)
        if parent is None and not told:
            self.voices.spoke.append(speaker)

    def headline(self, first: int, last: int) -> None:
        """``بوتين: …`` at the head of the article."""
        found = headline_speaker(self.scene, first, last)
        if found is None:
            return
        speaker, start = named(self.scene, found.speaker), found.start
        via = [found.medium] if found.medium else []
        draft = Draft(None, start, ":", "say", "direct", [(start, last)], speaker, via)
        draft.addressee = found.addressee
        self.drafts.append(draft)


def _place(report: Report) -> tuple[int, bool]:
    """Where a report begins in its sentence, the one that holds others first."""
    start = report.before[0] if report.before else report.start
    return min(report.cue, start), report.cue < start


def _subordinate(scene: Scene, report: Report) -> bool:
    """``يقول المدير، قبل أن يغادر``: the clause is no content."""
    return report.opener == "that" and scene.form[report.start - 2] in lexicon()["subordinators"]


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


def _fresh_clause(scene: Scene, head: int, low: int) -> bool:
    """Whether nothing stands before an according-to phrase but a lead-in."""
    return all(scene.bare[k] in lexicon()["lead_ins"] for k in range(low, head))


def _closed_at(scene: Scene, holder: Draft, head: int) -> bool:
    """Whether a content ends before word ``head``, but for ``وذلك``."""
    end = holder.pieces[-1][1]
    return all(scene.form[k] in lexicon()["bridges"] for k in range(end, head))


def _is_the(scene: Scene, span: tuple[int, int], speaker: Speaker) -> bool:
    """``الوكالة`` alone is the agency that speaks."""
    head = core(scene, span[0])
    return span[1] - span[0] == 1 and head in fold(speaker.name).split()[:1]
