"""Who spoke, in the order of the article: whom the words beside a cue name or its verb hides."""

from __future__ import annotations

from bisect import bisect_left

from msgspec.structs import replace

from khabar.names.classes import words_of
from khabar.names.linking import EMPHASIS
from khabar.statements import speakers
from khabar.statements.drafts import Draft
from khabar.statements.naming import named
from khabar.statements.phrases import eventive
from khabar.statements.reports import Report
from khabar.statements.scene import Scene, lexicon
from khabar.statements.speakers import Speaker
from khabar.text import fold

#: So many speakers back a surname is looked for.
_REMEMBERED = 40
#: So many words behind an according-to phrase a participle goes on with its source.
_CLOSE = 6
#: So many sentences back somebody who acts is looked for.
_SCENES = 3
_SAME_SPEAKER = words_of("same_speaker")
_AGAIN = "same speaker"
#: ``المصدر ذاته`` may be a document.
_SOURCE = "مصدر"


class Voices:
    """The speakers of an article so far."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        #: Speakers of statements that no other contains, the latest last.
        self.spoke: list[Speaker] = []
        #: Sources of according-to phrases, the latest last.
        self.cited: list[Speaker] = []
        #: The sentence's last according-to phrase with a source: its words and the source's.
        self.according: tuple[int, int, tuple[int, int]] | None = None
        #: Word behind the last of those statements' contents.
        self.told = 0

    def heard(self, report: Report, speaker: Speaker, end: int) -> None:
        """Remember who spoke, if a hidden subject later on may be that speaker."""
        scene = self.scene
        self.told = max(self.told, end)
        if speaker.name and _goes_on_record(scene, report):
            self.spoke.append(speaker)

    def who_speaks(
        self, report: Report, governor: Draft | None, done: list[Draft], first: int
    ) -> Speaker | None:
        scene = self.scene
        form = report.form
        if report.subject is not None:
            speaker = named(scene, report.subject)
            finite = form.finite and not report.via and not form.cue.document
            if finite and form.gender and speaker.number == "s":
                speaker.gender = form.gender  # the verb knows who is a woman
            return self._same_again(report.subject, speaker)
        if speakers.first_person(scene, report):
            return replace(governor.speaker, span=None, rule="first person") if governor else None
        if report.source is not None:
            return self._recent(*report.source, report.cue)
        if form.suffix and form.cls == "noun":
            source = speakers.source_before(scene, report.cue, first)
            if source is not None:
                return replace(named(scene, source), rule="source")
        if (form.suffix and form.cls == "noun") or form.cls == "participle":
            speaker_of_clause = self._subject_of_clause(report, governor, done, first)
            if speaker_of_clause is not None:
                return speaker_of_clause
        if form.cls == "noun" and not form.suffix:
            return None
        if form.passive or (form.cue.impersonal and form.cls == "present" and form.gender != "f"):
            return None
        if governor is not None:
            return self._inside(report, governor, done)
        acting = self._acting(report, done, first)
        if acting is None and not any(d.parent is None for d in done):
            acting = self._subject_of_sentence(report, first)
        if acting is None and not done:
            acting = self._according(report, first)
        acting = acting or self._entered(report, first)
        return acting or self._recent(form.gender, form.number, report.cue)

    def _according(self, report: Report, first: int) -> Speaker | None:
        """``وفق المدير، مضيفا``, ``ووفقا لمصادر، فقد أكدت``: the source of the phrase right before."""
        if self.according is None:
            return None
        begin, end, source = self.according
        if not (begin >= first and end <= report.cue <= end + _CLOSE):
            return None
        found = self._subject(report, source)
        return replace(found, rule="clause") if found is not None else None

    def _acting(self, report: Report, done: list[Draft], first: int) -> Speaker | None:
        """``قال …، وغادر الوزير القاعة مؤكدا``: who acts in the last clause behind what was said."""
        told = max((d.pieces[-1][1] for d in done if d.pieces[-1][1] <= report.cue), default=first)
        found = speakers.acting(self.scene, report, told)
        return self._subject(report, found) if found is not None else None

    def _subject(self, report: Report, found: tuple[int, int]) -> Speaker | None:
        """Who acts as the hidden subject of a cue, if it agrees."""
        form = report.form
        if not speakers.agrees(self.scene, form.gender, form.number, found, before=True):
            return None
        return replace(named(self.scene, found), span=None, rule="main subject")

    def _entered(self, report: Report, first: int) -> Speaker | None:
        """``وزار المحافظ القرية. وقال إن``: who has acted since somebody spoke last."""
        scene = self.scene
        if fold(report.form.cue.lemma) in lexicon()["continuations"]:
            return None
        number = scene.sentence[first]
        for n in range(number - 1, max(-1, number - _SCENES), -1):
            begin, end = scene.text.sentences[n]
            if begin < self.told or begin < scene.text.headline:
                break
            found = speakers.main_subject(scene, begin, end)
            if found is not None and speakers.is_somebody(scene, found):
                speaker = self._subject(report, found)
                if speaker is not None:
                    return speaker
        return None

    def _recent(self, gender: str, number: str, cue: int) -> Speaker:
        """Who spoke last, or the person named last; nobody if neither agrees."""
        latest = self._latest(gender, number)
        if latest is not None:
            return replace(latest, span=None, rule="last speaker")
        return self._last_named(gender, number, cue) or Speaker(None, "", rule="unresolved")

    def _subject_of_clause(
        self, report: Report, governor: Draft | None, done: list[Draft], first: int
    ) -> Speaker | None:
        """``…، مؤكدا أن``: who speaks in the clause of a participle, or acts in it."""
        scene, form = self.scene, report.form
        local = [d for d in done if d.parent is governor and not _by_noun(d) and d.speaker.name]
        acting = self._acting(report, done, first) if governor is None else None
        if acting is not None:
            return acting
        if governor is None and not local:
            source = self._according(report, first)
            if source is not None:
                return source
        if local and _fits(form.gender, form.number, local[-1].speaker):
            return replace(local[-1].speaker, span=None, rule="clause")
        subject = speakers.main_subject(scene, first, report.cue) if governor is None else None
        if subject is None or not speakers.agrees(
            scene, form.gender, form.number, subject, before=True
        ):
            return None
        # A thing acts for a hidden subject only where nobody has spoken.
        if speakers.acts(scene, subject) or not self._latest(form.gender, form.number):
            return replace(named(scene, subject), span=None, rule="main subject")
        return None

    def _latest(self, gender: str, number: str) -> Speaker | None:
        """Who spoke last and agrees."""
        return next((s for s in reversed(self.spoke[-6:]) if _fits(gender, number, s)), None)

    def _same_again(self, span: tuple[int, int], speaker: Speaker) -> Speaker:
        """``المصدر``, ``المتحدث ذاته``: somebody who spoke before, called by his noun alone."""
        scene = self.scene
        first, last = span
        if speaker.actor is None and all(map(scene.could_be_name, range(first, last))):
            return self._by_surname(speaker)
        pointed = scene.form[first] in lexicon()["pointing"]
        stressed = scene.form[last - 1] in EMPHASIS or scene.form[first] == "نفس"
        first += pointed
        alone = last - first == 1 and scene.words.stem[first].startswith("ال")
        known = speaker.actor is not None and speaker.rule not in ("title", "description")
        if first == last or (not stressed and (known or not alone)):
            return speaker
        head = scene.words.stem[first].removeprefix("ال")
        recent = [s for s in reversed(self.spoke[-6:]) if _fits(speaker.gender, "", s)]
        generic = head in _SAME_SPEAKER
        recent = [s for s in recent if fold(s.name) != "ال" + head]  # ``الصحيفة`` names nobody
        called = [s for s in recent + self.cited[::-1] if s.head == head]
        same = None if stressed and generic else next(iter(called), None)
        if same is None and (stressed or generic) and not self._is_thing(first):
            document = head == _SOURCE and stressed
            same = next((s for s in recent if document or s.head not in lexicon()["texts"]), None)
        if same is None:
            return speaker
        return replace(speaker, name=same.name, actor=same.actor, rule=_AGAIN)

    def _by_surname(self, speaker: Speaker) -> Speaker:
        """A name no list knows, which ended the fuller one of somebody who spoke before."""
        name = fold(speaker.name).split()
        for one in reversed(self.spoke[-_REMEMBERED:]):
            full = fold(one.name).split()
            if len(full) > len(name) and full[-len(name) :] == name:
                return replace(speaker, name=one.name, actor=one.actor, rule="surname")
        return speaker

    def _is_thing(self, head: int) -> bool:
        """A text or body: ``البيان ذاته`` is no person who spoke."""
        info = self.scene.info(head)
        noun = self.scene.words.stem[head].removeprefix("ال")
        return noun in lexicon()["texts"] or (info is not None and info.body is not None)

    def _subject_of_sentence(self, report: Report, first: int) -> Speaker | None:
        """``أصدرت السلطنة موقفا، إذ عبرت …``: nobody has spoken in the sentence, but somebody acts."""
        found = speakers.main_subject(self.scene, first, report.cue)
        if found is None or not speakers.acts(self.scene, found):
            return None
        return self._subject(report, found)

    def _last_named(self, gender: str, number: str, cue: int) -> Speaker | None:
        """Nobody has spoken yet: the person named last who agrees."""
        scene = self.scene
        if number and number != "s":
            return None  # ``طالبن``: more than one
        at = bisect_left(scene.names.ranges, (cue, 0))
        for k in range(at - 1, max(-1, at - 12), -1):
            if scene.names.mentions[k].kind != "person":
                continue
            speaker = named(scene, scene.names.ranges[k])
            if not gender or not speaker.gender or gender == speaker.gender:
                return replace(speaker, span=None, rule="last person")
        return None

    def _inside(self, report: Report, governor: Draft, done: list[Draft]) -> Speaker | None:
        """The hidden subject of a report within a report."""
        scene, form = self.scene, report.form
        opened = governor.report.pronoun if governor.report else ""
        if report.cue == governor.pieces[0][0] and opened:
            return replace(governor.speaker, span=None, rule="pronoun")
        for draft in reversed(done):
            if draft.parent is governor and _fits(form.gender, form.number, draft.speaker):
                return replace(draft.speaker, span=None, rule="last speaker")
        subject = speakers.main_subject(scene, governor.pieces[0][0], report.cue)
        if subject is not None and not speakers.agrees(
            scene, form.gender, form.number, subject, before=True
        ):
            subject = None
        above = _fits(form.gender, form.number, governor.speaker)
        acts = subject is not None and not eventive(scene.words.stem[subject[0]].removeprefix("ال"))
        if subject is not None and form.cls == "participle":
            acts = governor.kind != "nominal" and speakers.acts(scene, subject)
        if subject is not None and (acts or not above):
            return replace(named(scene, subject), span=None, rule="main subject")
        return replace(governor.speaker, span=None, rule="speaker above") if above else None


def _goes_on_record(scene: Scene, report: Report) -> bool:
    """Whether a hidden subject later on may be this speaker: no noun, no relative clause."""
    if report.form.cls == "noun" or report.relative:
        return False
    previous = scene.form[report.cue - 1] if report.cue else ""
    return (
        scene.bare[report.cue] != scene.form[report.cue]
        or previous not in lexicon()["subordinators"]
    )


def _by_noun(draft: Draft) -> bool:
    """The cue is a noun (``تأكيد``): its owner is nobody's clause subject."""
    return draft.report is not None and draft.report.form.cls == "noun"


def _fits(gender: str, number: str, speaker: Speaker) -> bool:
    """Whether a pronoun of this gender and number can mean the speaker.

    Many things or groups take a verb in the feminine singular: ``المصادر … وأضافت``.
    """
    if speaker.number == "p" and number == "s":
        return gender == "f"
    if gender and speaker.gender and gender != speaker.gender and speaker.number != "p":
        return False
    return not ("p" in number and speaker.number == "s")
