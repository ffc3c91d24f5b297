"""Who said what: the statements of one article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from khabar.model import Statement, Time
from khabar.names import Names
from khabar.statements import speakers
from khabar.statements.acceptor import describe, probability
from khabar.statements.according import According, find_according
from khabar.statements.beside import look_beside, media_before, media_behind
from khabar.statements.clauses import Clauses
from khabar.statements.cues import CueForm
from khabar.statements.drafts import Draft, kind_of, write
from khabar.statements.extent import content_end, speech_end
from khabar.statements.headlines import headline_speaker
from khabar.statements.layout import build
from khabar.statements.naming import named
from khabar.statements.reports import Report, addressed, agentive, conditional, parse
from khabar.statements.scene import Scene, lexicon
from khabar.statements.voices import Voices
from khabar.text import Quote, Text
from khabar.words import Words

#: Probability from which a report is a statement. On newspapers that the model has not seen it is
#: too modest: down to here more reports are right than wrong.
_ACCEPTED = 0.43
#: So many statements before a cue are looked at for where its clause begins.
_NEAR = 24
#: Words from which a quotation without a cue before it can be a speech.
_SPEECH = 3
#: Confidence of a report whose cue stands behind its words.
_BEHIND = 0.9
#: Called with each report and its features; only training sets it.
observer: Callable[[Scene, Report, list[str]], None] | None = None


class Said(msgspec.Struct, frozen=True):
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
        #: Words of a speaker that run on over the next sentences.
        self.running: Draft | None = None
        self.clauses = Clauses(scene, self.drafts, self.voices)
        #: A quotation that is a whole sentence and nobody's yet.
        self.loose: Quote | None = None

    def sentence(self, first: int, last: int) -> None:
        scene = self.scene
        reports: dict[int, Report] = {}
        done = first  # words before it are no cue any more
        for i in scene.cues_in(first, last):
            if i < done:
                continue
            limit = scene.quote_end[i] or last
            report = self._best(parse(scene, i, min(limit, last)), first, reports)
            if report is not None and _takes_opener(report, reports):
                reports[i] = report
                done = self._completion(report, reports) + 1
        according = find_according(scene, first, last)
        for a in according:
            reports.pop(a.cue, None)
        if according:
            reports = {i: r for i, r in reports.items() if not _names_source(r, according)}
        self._words_before(first, last, reports)
        drafts = self._reports(first, last, reports, according)
        self.clauses.hand_out(first, last, according, drafts)

    def _best(self, choices: list[Report], first: int, reports: dict[int, Report]) -> Report | None:
        """The likeliest reading of a cue, if it is likely to be a statement at all.

        :data:`observer` sees every report that is put to the model.
        """
        best, heard = None, bool(self.voices.spoke)
        before: dict[CueForm, tuple[int, int] | None] = {}
        start = _clause_start(choices[0].cue, first, reports) if choices else first
        for report in choices:
            speakers.find_subject(self.scene, report, start, before)
            if addressed(self.scene, report):
                report.subject, report.side = None, ""
            if observer is not None:
                observer(self.scene, report, describe(self.scene, report, heard))
            report.confidence = probability(self.scene, report, heard)
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
        start = _clause_start(report.cue, first, reports)
        report.subject = speakers.main_subject(scene, start, report.cue)
        return report.subject is not None

    def _completion(self, report: Report, reports: dict[int, Report]) -> int:
        """``علّق … قائلا``: the word that completes the cue is no cue of its own."""
        scene = self.scene
        for k in scene.cues_in(report.cue + 1, report.start):
            if k not in reports and any(f.cue.completion for f in scene.cues[k]):
                return k
        return report.cue

    def _reports(
        self, first: int, last: int, reports: dict[int, Report], according: list[According]
    ) -> list[Draft]:
        scene = self.scene
        heads, closed = {a.head for a in according}, [a.end for a in according]
        cues, taken = sorted(reports), first  # media before ``taken`` are an earlier statement's
        done: list[Draft] = []
        if self.running is not None and first < self.running.pieces[-1][1]:
            done.append(self.running)
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
            at = bisect_right(closed, i)
            self.voices.according = _source(according[at - 1]) if at else None
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
                if end >= limit:
                    break
                if _own_words(scene, report, end, reports):
                    start, opener = end, "quote"
                elif _goes_on(scene, report, end):
                    start, opener = end + 1, "that"
                else:
                    break
                report = replace(report, opener=opener, start=start, quote=scene.opens.get(start))
                if start >= limit:
                    break
            if governor is None:
                if end == last:
                    draft.pieces[-1] = (start, speech_end(scene, report, end))
                    self.running = draft
                self.voices.heard(report, speaker, draft.pieces[-1][1])
            ends = [d.pieces[-1][1] for d in done[-_NEAR:] if d.pieces[-1][1] <= i]
            ends += closed[at - 1 : at] if at else []
            floor = max([first, taken, governor.pieces[0][0] if governor else first, *ends])
            media = [*report.media, *media_before(scene, floor, i)]
            if end < limit:
                at = bisect_left(cues, end)
                behind = media_behind(scene, end, min([limit, *cues[at : at + 1]]))
                media += behind
                taken = max([taken, *(last for _, last in behind)])
            own = [m for m in media if not any(a <= m[0] < b for a, b in report.via)]
            for draft in reversed(done):
                if draft.cue != i:
                    break
                draft.via = [*report.via, *own]
        return done

    def _words_before(self, first: int, last: int, reports: dict[int, Report]) -> None:
        """``"…"، قال بوتين``: words before a cue are its content, or the first piece of it."""
        scene = self.scene
        quotes = scene.quotes_in(first, last)
        if not quotes and self.loose is None:
            return
        taken = min((max(r.cue + 1, r.start) for r in reports.values()), default=last)
        free = [q for q in quotes if q.closed and self._is_free(q, first, taken)]
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
            forms = scene.cues[cue]
            if not forms or scene.bare[cue] != scene.form[cue]:
                continue  # ``"…". وأضاف``: a new sentence
            known = reports.get(cue)
            if known is not None and known.start > cue and known.opener == "quote":
                if known.form.finite and not scene.colon[known.start]:
                    known.before = (begin, end)
                continue
            if known is not None and not _subordinate(scene, known):
                continue
            report = self._report_behind(quote, cue, forms, last)
            if report is not None:
                reports[cue] = report

    def _is_free(self, quote: Quote, first: int, taken: int) -> bool:
        """Whether no cue before a quotation takes it, nor a word whose name it is.

        ``taken``: first word that some cue before it may take.
        """
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
        return begin < taken

    def _report_behind(
        self, quote: Quote, cue: int, forms: tuple[CueForm, ...], last: int
    ) -> Report | None:
        scene = self.scene
        form = next((f for f in forms if f.finite and f.cue.takes_quote), None)
        if form is None or form.cue.weak or scene.pos[cue] != "VERB":
            return None
        begin, behind = scene.quote_range[quote.start]
        end = _next_mark(scene, cue + 1, last)
        report = Report(cue, form, "quote", end, begin, form.act("quote"), quote)
        report.confidence = _BEHIND
        speakers.find_subject(scene, report, cue, {})
        # In a sentence of its own it is such a cue only with a subject and nothing more to say.
        alone = scene.sentence[cue] == scene.sentence[behind - 1] or (
            report.subject is not None
            and not any(scene.pos[k] == "VERB" for k in range(report.subject[1], end))
        )
        return report if alone else None

    def headline(self, first: int, last: int) -> None:
        """``بوتين: …`` at the head of the article."""
        found = headline_speaker(self.scene, first, last)
        if found is None:
            return
        # ``القحطاني: …``: the article below has the whole name.
        speaker = replace(named(self.scene, found.person or found.speaker), span=found.speaker)
        start = found.start
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
    verb, noun = (report, other) if report.form.cls == "past" else (other, report)
    nominal = ("participle", "noun") if scene.pos[verb.cue] == "VERB" else ("participle",)
    same = verb.form.cls == "past" and noun.form.cls in nominal and verb.start == noun.start
    if same and verb.subject is not None and verb.confidence >= _ACCEPTED:
        return verb is report  # ``طالب مزارعون``: they demanded
    return report.confidence > other.confidence


def _takes_opener(report: Report, reports: dict[int, Report]) -> bool:
    """``نقلت عن دبلوماسي طلب عدم كشف اسمه أن``: one أن opens one content, of the first cue.

    A preposition goes with the likelier cue: ``طلب الرجل الذي اتهمته المرأة بالسرقة``.
    """
    for known in reports.values():
        if known.start == report.start and known.opener == report.opener:
            if report.opener != "prep" or report.confidence <= known.confidence:
                return False
            del reports[known.cue]
            return True
    return True


def _clause_start(i: int, first: int, reports: dict[int, Report]) -> int:
    """Where the clause of the cue at ``i`` may begin: behind the last content opener or cue."""
    start = first
    for report in reports.values():
        if report.cue < i:
            start = max(start, report.start if report.start <= i else report.cue + 1)
    return start


def _goes_on(scene: Scene, report: Report, end: int) -> bool:
    """A new ``وأن`` opens a second content under the same cue."""
    that = scene.that(end)
    return that is not None and that[0] in ("و", "وب") and not conditional(scene, end)


def _own_words(scene: Scene, report: Report, end: int, reports: dict[int, Report]) -> bool:
    """``أسف لتأخر المشروع: «…»``: the speaker's own words follow, which no other cue takes."""
    if report.opener not in ("prep", "noun") or not (scene.colon[end] and end in scene.opens):
        return False
    return all(other.start != end for other in reports.values())


def _next_mark(scene: Scene, j: int, last: int) -> int:
    k = j
    while k < last and not (k > j and (scene.comma[k] or scene.colon[k])) and k not in scene.opens:
        k += 1
    return k


def _source(phrase: According) -> tuple[int, int, tuple[int, int]] | None:
    """Words of an according-to phrase and of its source; None where it only repeats one."""
    if phrase.span is None or phrase.repeats:
        return None
    return phrase.head, phrase.end, phrase.span


def _names_source(report: Report, according: list[According]) -> bool:
    """What an according-to phrase names is nobody's content: ``أدان، بحسب مصدر``."""
    at = bisect_left(according, report.start, key=lambda a: a.head) - 1
    return at >= 0 and report.cue < according[at].head and report.start < according[at].end
