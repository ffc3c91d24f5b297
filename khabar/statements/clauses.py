"""Clauses whose source an according-to phrase names, and statements whose medium it names."""

from __future__ import annotations

from bisect import bisect_right

from khabar.statements.according import According
from khabar.statements.beside import hears
from khabar.statements.drafts import Draft
from khabar.statements.media import add_medium, core, medium_at, relayed_in
from khabar.statements.naming import named
from khabar.statements.scene import Scene, lexicon
from khabar.statements.speakers import Speaker
from khabar.statements.voices import Voices
from khabar.text import fold

#: So many statements before a phrase are looked at for one that it belongs to.
_NEAR = 24
#: So many sources are kept for one that is called by its noun alone later on.
_CITED = 3
#: Words before a phrase that are hardly a clause of their own.
_SHORT = 5
#: A medium's name is at most so many words long.
_NAMED = 6


class Clauses:
    """Hands each phrase its clause, within its sentence, quotation and content."""

    def __init__(self, scene: Scene, drafts: list[Draft], voices: Voices) -> None:
        self.scene = scene
        self.drafts = drafts
        self.voices = voices
        #: First words of sentences within quotations; of the outermost quotations by their end.
        self.inner_starts = sorted(scene.text.inner_starts)
        self.quote_starts = {scene.quote_range[q.start][1]: k for k, q in scene.opens.items()}

    def hand_out(self, first: int, last: int, phrases: list[According], done: list[Draft]) -> None:
        """Hand each according-to phrase its clause, or make it the way a statement came."""
        scene = self.scene
        named_here = (named(scene, p.span) for p in phrases if p.span and not p.repeats)
        self.voices.cited = [*self.voices.cited, *named_here][-_CITED:]
        for n, phrase in enumerate(phrases):
            head, near = phrase.head, done[-_NEAR:]
            if self._on_the_way(phrase, near):
                continue
            parent = next(
                (d for d in reversed(near) if any(a <= head < b for a, b in d.pieces)), None
            )
            low, high = self._scope(first, last, head, parent)
            beside = [d for d in near if d.parent is parent and d.cue < head and d is not parent]
            before = [d for d in beside if low <= d.pieces[0][0] and d.pieces[-1][1] <= head]
            rest: tuple[int, int] | None = None
            if self._leads(phrase, near, parent, low):
                continue
            if _fresh_clause(scene, head, low) and all(scene.timed[phrase.end : high]):
                begin, end = self._sentence_before(phrase, low) if parent is None else (high, high)
            elif _fresh_clause(scene, head, low):
                begin, end = phrase.end, high
                begin = _behind_time(scene, begin, high)
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
                if holder is not None and self._closes(phrase, holder, beside):
                    continue
                ends = [d.pieces[-1][1] for d in before if d is not holder]
                body = scene.dateline if low < scene.dateline < head else low
                begin, end = max([body, *ends]), head
                if phrase.as_said:
                    begin = max(begin, self.quote_starts.get(head, 0))
                elif holder is None and not ends:
                    stops = [high, *(p.head for p in phrases[n + 1 : n + 2])]
                    stops += [d.cue for d in near if d.parent is parent and d.cue >= phrase.end]
                    rest = _rest(scene, phrase, begin, min(stops))
            if phrase.repeats or phrase.span is None or begin >= end:
                continue
            pieces = [(begin, end), *([rest] if rest else [])]
            self._attribute(phrase, pieces, parent, done)

    def _leads(self, phrase: According, near: list[Draft], parent: Draft | None, low: int) -> bool:
        """``وبحسب رويترز، قال الوزير إن``: the medium is the way the statement came."""
        scene, span = self.scene, phrase.span
        if span is None or medium_at(scene, span[0]) is None or phrase.cue != phrase.head:
            return False
        if not _fresh_clause(scene, phrase.head, low):
            return False
        cue = _behind_time(scene, phrase.end, len(scene.form) - 1)
        led = [d for d in near if d.cue == cue and d.parent is parent and d.report is not None]
        for draft in led:
            add_medium(scene, draft.via, span)
        return bool(led)

    def _sentence_before(self, phrase: According, first: int) -> tuple[int, int]:
        """``سينقل الرفات غدا. وفق ما أعلنت الرئاسة.``: the phrase speaks of the last sentence."""
        scene = self.scene
        number = scene.sentence[first]
        if number == 0 or first <= scene.text.headline:
            return first, first
        begin, end = scene.text.sentences[number - 1]
        told = bool(self.drafts) and self.drafts[-1].pieces[-1][1] > begin
        if told:
            ended = (d for d in self.drafts[-_NEAR:] if d.pieces[-1][1] == first and not d.parent)
            holder = next(ended, None)
            if holder is not None:
                self._closes(phrase, holder, [])
        return (first, first) if told or begin < scene.text.headline else (begin, end)

    def _on_the_way(self, phrase: According, done: list[Draft]) -> bool:
        """``قال، بحسب رويترز، إن``: the phrase stands between a cue and its content."""
        for draft in done:
            relay = self._relay(phrase, draft)
            if relay is not None and phrase.span is not None:
                draft.speaker, draft.via = named(self.scene, phrase.span), [relay]
                return True
            if draft.cue < phrase.head < draft.pieces[0][0]:
                span = phrase.span
                medium = span is not None and medium_at(self.scene, span[0]) is not None
                if span is not None and medium and not any(a <= span[0] < b for a, b in draft.via):
                    draft.via.append(span)
                return True
        return False

    def _relay(self, phrase: According, draft: Draft) -> tuple[int, int] | None:
        """``الصحيفة، نقلا عن مصدر، كشفت``: the medium before the phrase hands on its source."""
        scene, head = self.scene, phrase.head
        between = scene.form[phrase.end : draft.cue]
        if scene.bare[head] != "نقلا" or not phrase.end <= draft.cue <= phrase.end + 2:
            return None
        if any(form not in lexicon()["auxiliaries"] for form in between):
            return None
        media = (medium_at(scene, k) for k in range(max(0, head - _NAMED), head))
        return next((m for m in media if m is not None and m[1] == head), None)

    def _scope(self, first: int, last: int, head: int, parent: Draft | None) -> tuple[int, int]:
        """Words that a phrase can speak of: its sentence, within the quotation and the content."""
        scene = self.scene
        low, high = first, last
        if parent is not None:
            low, high = parent.pieces[0][0], parent.pieces[-1][1]
        if scene.quote_end[head]:
            high = min(high, scene.quote_end[head])
            low = max(low, self.quote_starts[scene.quote_end[head]])
        at = bisect_right(self.inner_starts, head)
        inner = self.inner_starts[at - 1] if at else 0
        if inner > low and not low < scene.quote_end[inner] <= head:
            low = inner
        if at < len(self.inner_starts):
            high = min(high, self.inner_starts[at])
        return low, high

    def _closes(self, phrase: According, holder: Draft, beside: list[Draft]) -> bool:
        """Whether a phrase behind a content names the way it came, or its source again."""
        scene, span = self.scene, phrase.span
        media = phrase.media
        if span is not None and not phrase.repeats:
            again = named(scene, span)
            known = again.actor is not None and again.actor == holder.speaker.actor
            if known or again.name == holder.speaker.name or _is_the(scene, span, holder.speaker):
                media = [m for m in media if m[0] != span[0]]
            elif phrase.relayed or self._published(phrase):
                media = [span, *(m for m in media if m[0] != span[0])]
            elif medium_at(scene, span[0]) is not None:
                media = [span]
            elif holder.kind == "nominal" and not media:
                return False
            elif not (media or phrase.issued or phrase.as_said):
                relays = scene.bare[phrase.head] in lexicon()["according"]
                paper = core(scene, span[0]) in lexicon()["documents"]
                media = [span] if relays and not paper and hears(scene, span[0]) else []
        for draft in (holder, *_joined(holder, beside)):
            for medium in media:
                if not any(a < medium[1] and medium[0] < b for a, b in draft.via):
                    add_medium(scene, draft.via, medium)
        return True

    def _published(self, phrase: According) -> bool:
        """``وفقا لما نشره الاتحاد على صفحته``: a body that hands on what somebody else said."""
        scene, span = self.scene, phrase.span
        if span is None or phrase.cue == phrase.head or not hears(scene, span[0]):
            return False
        return core(scene, phrase.cue) in lexicon()["relays"]

    def _attribute(
        self,
        phrase: According,
        pieces: list[tuple[int, int]],
        parent: Draft | None,
        done: list[Draft],
    ) -> None:
        """A statement whose source an according-to phrase names."""
        scene = self.scene
        assert phrase.span is not None
        forms = scene.cues[phrase.cue] if phrase.cue != phrase.head else ()
        form = next((f for f in forms if f.finite), None)
        act = form.act("that") if form else phrase.act
        lemma = form.cue.lemma if form else scene.text.slice(phrase.head, phrase.head + 1)
        own, speaker = phrase.span, named(scene, phrase.span)
        via = [m for m in phrase.media if m[1] <= own[0] or own[1] <= m[0]]
        via += [m for m in relayed_in(scene, *own) if m not in via]
        draft = Draft(None, phrase.cue, lemma, act, "indirect", pieces, speaker, via, parent)
        for inner in done[-_NEAR:]:
            if (
                inner.parent is parent
                and pieces[0][0] <= inner.cue
                and inner.pieces[-1][1] <= pieces[-1][1]
                and inner is not parent
            ):
                inner.parent = draft
        told = any(d.parent is None and d.report is not None for d in done[-_NEAR:])
        done.append(draft)
        self.drafts.append(draft)
        if parent is None and not told:
            self.voices.spoke.append(speaker)
            self.voices.told = max(self.voices.told, phrase.end, pieces[-1][1])


def _joined(holder: Draft, beside: list[Draft]) -> list[Draft]:
    """Statements that ``holder`` goes on with: ``أكد أن …، مضيفا أن …، حسبما نقلت الوكالة``."""
    found: list[Draft] = []
    last = holder
    for draft in reversed(beside):
        if draft is holder or draft.cue > holder.cue:
            continue
        goes_on = draft.cue == last.cue or (
            last.report is not None
            and last.report.subject is None
            and draft.report is not None
            and draft.speaker.name == last.speaker.name
        )
        if not goes_on or (draft.via and draft.cue != last.cue):
            break
        found.append(draft)
        last = draft
    return found


def _behind_time(scene: Scene, k: int, limit: int) -> int:
    """Word behind the time that a phrase is followed by (``وبحسب رويترز، الجمعة، قال``)."""
    end = k
    while end < limit and scene.timed[end]:
        end += 1
    return end if end == k or scene.comma[end] else k


def _fresh_clause(scene: Scene, head: int, low: int) -> bool:
    """Whether nothing stands before an according-to phrase but a lead-in."""
    return all(scene.bare[k] in lexicon()["lead_ins"] for k in range(low, head))


def _rest(scene: Scene, phrase: According, begin: int, limit: int) -> tuple[int, int] | None:
    """``وأسفرت الضربة، وفق المرصد، عن مقتل …``: the clause goes on behind the phrase.

    It does so with a preposition, with a quotation, with its verb's object, or with the verb that
    the few words before the phrase lack (``والسبب الثاني، بحسب الخبير، يعود إلى …``); what begins
    otherwise is a new clause.
    """
    k = phrase.end
    if k >= limit or phrase.span is None:
        return None
    clitic = scene.words.proclitic[k]
    governed = bool(scene.prep[k])
    attached = clitic in ("ب", "ل") and scene.pos[k] != "VERB" and bool(scene.comma[k])
    bare = not clitic and scene.pos[k] == "NOUN" and scene.bare[k] not in lexicon()["clause_heads"]
    between = scene.comma[phrase.head] and scene.comma[k]
    wanted = between and bare and "VERB" in scene.pos[begin : phrase.head]
    if not (governed or attached or wanted or k in scene.opens):
        return (k, _clause_end(scene, k, limit)) if _lacks_verb(scene, begin, phrase) else None
    whole = scene.comma[k] or medium_at(scene, phrase.span[0]) is not None
    if scene.that(k) or scene.timed[k] or (governed and not whole):
        return None
    return k, _clause_end(scene, k, limit)


def _clause_end(scene: Scene, k: int, limit: int) -> int:
    return next((j for j in range(k + 1, limit) if _new_clause(scene, j)), limit)


def _lacks_verb(scene: Scene, begin: int, phrase: According) -> bool:
    """``وحتى الآن، بحسب الوزير، لم …``: the verb of the clause stands right behind the phrase."""
    k = phrase.end
    if phrase.head - begin > _SHORT or scene.bare[k] != scene.form[k]:
        return False
    told = scene.pos[k] == "VERB" or (
        scene.pos[k] == "PART" and scene.pos[min(k + 1, len(scene.pos) - 1)] == "VERB"
    )
    return told and all(scene.pos[j] != "VERB" for j in range(begin, phrase.head))


def _new_clause(scene: Scene, j: int) -> bool:
    """Behind a mark another clause begins at word ``j``."""
    if not scene.comma[j] or scene.quote_end[j - 1] > j:
        return False
    lex = lexicon()
    form = scene.form[j]
    if form in lex["clause_heads"] or form in lex["adding"] or form in lex["returns"]:
        return True
    return scene.pos[j] == "VERB" and scene.bare[j] != form


def _closed_at(scene: Scene, holder: Draft, head: int) -> bool:
    """Whether a content ends before word ``head``, but for ``وذلك``."""
    end = holder.pieces[-1][1]
    return all(scene.form[k] in lexicon()["bridges"] for k in range(end, head))


def _is_the(scene: Scene, span: tuple[int, int], speaker: Speaker) -> bool:
    """``الوكالة`` alone is the agency that speaks."""
    head = core(scene, span[0])
    return span[1] - span[0] == 1 and head in fold(speaker.name).split()[:1]
