"""What stands beside a cue: through whom it came, and to whom it was said.

``قال الوزير في تصريح لـ«الأفق»`` came through a medium; ``قال للصحفيين``, ``أبلغ نظيره أن`` and
``طالب الحكومة بـ`` name whom it was said to or aimed at. A medium is never an addressee.
"""

from __future__ import annotations

from functools import cache

from khabar.lexicon import load_rows
from khabar.statements.media import add_medium, core, governor, medium_at, quoted, relayed_in
from khabar.statements.phrases import eventive, noun_end
from khabar.statements.reports import Report
from khabar.statements.scene import Scene, lexicon, titles
from khabar.text import fold

_HEARS = frozenset({"person", "role", "group", "organization", "state"})
#: Whose object is called, accused or warned may be a capital that stands for its state.
_AIMED = frozenset({"accuse", "call", "warn"})
#: So many words behind a cue, and before it, are looked at.
_REACH, _BEFORE = 40, 25


def look_beside(scene: Scene, report: Report) -> None:
    """Fill in media and addressee of a report; what was told is cut off the speaker's phrase."""
    if report.form.cls != "noun":
        _cut_off(scene, report)
    if report.subject is not None:
        report.media += relayed_in(scene, *report.subject)
    _Walk(scene, report).run()


class _Walk:
    """Goes from phrase to phrase between a cue and its content."""

    def __init__(self, scene: Scene, report: Report) -> None:
        self.scene, self.report = scene, report
        self.limit = min(report.region_end, report.cue + _REACH, len(scene.form))
        #: The next phrase completes the noun phrase before it: ``مدير القناة للأخبار``.
        self.owned = False
        #: The same for an addressee: ``بشأن قرار للمجلس``.
        self.inside = False
        #: Behind ``في رسالة``, ``مخاطبا``: whom it turns to comes next.
        self.contact = False
        #: Behind ``في مقابلة``: whose it was comes next.
        self.interview = False
        #: Behind ``نشرته``: who hands it on comes next, or to whom.
        self.handed = False
        #: Behind a verb that is not about handing the speech on.
        self.elsewhere = False

    def run(self) -> None:
        scene, report, i = self.scene, self.report, self.report.cue + 1
        lex = lexicon()
        while i < self.limit:
            if scene.comma[i]:
                self.owned = self.elsewhere = False
                self.inside = "(" in scene.text.gaps[i]
            subject = report.subject
            if subject is not None and subject[0] <= i < subject[1]:
                i, self.owned = subject[1], core(scene, subject[0]) in lex["documents"]
                self.inside = False
            elif scene.timed[i]:
                i += 1
            elif prep := governor(scene, i):
                at = i + 1 if scene.prep[i] else i
                i = self._governed(prep, i, at) if at < self.limit else self.limit
            elif scene.pos[i] == "ADP" and scene.words.enclitic[i]:
                i += 1  # ``له``
            elif scene.bare[i] in lex["prepositions"] and i + 1 < self.limit:
                i = self._governed(scene.bare[i], i, i + 1)
            elif core(scene, i) in lex["relays"]:
                i, self.owned, self.inside, self.elsewhere = i + 1, False, False, False
                self.handed = True
            elif scene.form[i] in lex["talking"]:
                i, self.owned, self.elsewhere = i + 1, False, False
            elif scene.bare[i] in lex["according"] or scene.bare[i] in lex["pronouns"]:
                i, self.inside = i + 1, True
            elif scene.pos[i] == "VERB" and medium_at(scene, i) is None:
                i, self.elsewhere = i + 1, True
            elif scene.form[i] in lex["towards"]:
                i, self.contact, self.owned = i + 1, True, False
            elif scene.pos[i] in ("NOUN", "PROPN", "ADJ") or medium_at(scene, i) is not None:
                i = self._bare(i)
            else:
                i += 1

    def _governed(self, prep: str, i: int, at: int) -> int:
        """A phrase behind a preposition; the word after it."""
        scene, report = self.scene, self.report
        by_name = prep in ("ل", "مع") or self.handed
        medium = medium_at(scene, at) or (quoted(scene, at) if by_name else None)
        if medium is None and self.interview and prep == "مع" and _asks(scene, at):
            medium = at, noun_end(scene, at, self.limit)
        if medium is not None:
            return self._medium(medium)
        told = not (self.owned or self.elsewhere or report.addressee) and self._leads(prep, i)
        if told and hears(scene, at) and self._outside(at):
            report.addressee = at, self._phrase_end(at)
        head = core(scene, at)
        if head in lexicon()["speeches"]:
            self.elsewhere = self.owned = False
        asker = medium_at(scene, at + 1) if head in lexicon()["asked"] else None
        if asker is not None:
            return self._medium(asker)
        self.contact = head in lexicon()["contacts"]
        self.interview = head in lexicon()["interviews"]
        self.owned = self.owned and not (self.contact or self.interview)
        self.inside = not (self.contact or self.interview)
        return self._skip(at)

    def _bare(self, i: int) -> int:
        """A phrase without a preposition: an object, an apposition, a medium."""
        scene, report = self.scene, self.report
        medium = medium_at(scene, i) or (quoted(scene, i) if self.handed else None)
        informed = self._first_object(i) and report.form.cue.act not in _AIMED
        if medium is not None and (self.handed or informed or report.media):
            return self._medium(medium)
        told = self.contact or (self._first_object(i) and self._is_object(i))
        if told and not report.addressee and hears(scene, i) and self._outside(i):
            report.addressee = i, self._phrase_end(i)
        self.contact = core(scene, i) in lexicon()["contacts"]
        self.owned = self.inside = not self.contact
        return self._skip(i)

    def _medium(self, medium: tuple[int, int]) -> int:
        """Take a medium, unless it belongs to another phrase."""
        if not (self.owned or self.elsewhere):
            add_medium(self.scene, self.report.media, medium)
        return medium[1]

    def _skip(self, i: int) -> int:
        """Word behind the noun phrase that begins at ``i``, or the one that hands it on."""
        end = noun_end(self.scene, i, self.limit)
        relays = lexicon()["relays"]
        return next((k for k in range(i + 1, end) if core(self.scene, k) in relays), end)

    def _outside(self, i: int) -> bool:
        """Whether a phrase is no part of the one before it."""
        return not self.inside or core(self.scene, i) in lexicon()["audience"]

    def _leads(self, prep: str, i: int) -> bool:
        """Whether what a preposition governs here may be an addressee."""
        cue, subject = self.report.form.cue, self.report.subject
        if self.contact and prep in ("الي", "ل", "مع", "ب"):
            return True
        if self.report.form.cls == "noun" or cue.relay or cue.act == "opinion":
            return False
        if prep != "ل":
            return prep in cue.addressee
        if "ل" in cue.preps or "ل" in cue.targets:
            return False
        scene = self.scene
        if subject is None or subject[1] != i or scene.comma[i] or scene.person[i - 1] == i:
            return True
        return core(scene, i) in lexicon()["audience"]  # ``فلان مستشار الرئيس للأمن``: his office

    def _first_object(self, i: int) -> bool:
        """Whether a bare phrase can be the cue's object: right behind cue, subject or adverbial."""
        form, opener = self.report.form, self.report.opener
        return (
            "object" in form.cue.addressee
            and form.cue.act != "opinion"
            and form.cls != "noun"
            and not (form.suffix or form.passive or self.owned or self.elsewhere or self.handed)
            and not self.report.media
            and opener in ("that", "prep")
        )

    def _is_object(self, i: int) -> bool:
        """A whole phrase of its own, and not one more title or the name of the subject."""
        scene, subject = self.scene, self.report.subject
        definite = scene.words.definite
        following = i + 1 < self.limit and definite[i + 1] and not governor(scene, i + 1)
        if scene.pos[i] == "ADJ" or not (definite[i] or following):
            return False
        if subject is None or self.report.side != "after" or scene.words.enclitic[i]:
            return True
        titled = (core(scene, i) in titles() and scene.words.number[i] != "p") or any(
            m.kind in ("role", "person") and first == i
            for m, (first, _last) in scene.mentions_in(i, i + 1)
        )
        if scene.comma[i]:
            return not titled  # ``فلان، المدير العام، من``
        behind = titled or any(scene.person[i : i + 6])
        return not behind or any(scene.person[subject[0] : subject[1]])

    def _phrase_end(self, i: int) -> int:
        """End of the addressee's noun phrase, with a name behind its title."""
        scene = self.scene
        if core(scene, i) in lexicon()["everyone"] and scene.words.stem[i].startswith("ال"):
            return i + 1
        end = noun_end(scene, i, self.limit)
        for mention, (first, last) in scene.mentions_in(i, i + 1):
            if first == i and mention.kind in ("state", "place") and i < last <= end:
                end = last
        for k in range(i + 1, end):
            verbal = eventive(core(scene, k)) and not governor(scene, k)
            closed = scene.words.stem[k - 1].startswith("ال") and not scene.words.proclitic[k]
            if verbal and (scene.words.enclitic[k] or closed):
                return k  # ``أكد للنادي تمسكه``, ``طالب الوزارة القيام``
        while end < self.limit and scene.person[end] and scene.comma[end]:
            end = min(self.limit, scene.person[end])  # ``نظيره الإيراني، فلان،``
        return end


@cache
def _listeners() -> frozenset[str]:
    """Nouns of people and bodies, folded, without the article."""
    lex = lexicon()
    bodies = {fold(row[0]) for row in load_rows("body_heads")}
    words = titles() | bodies | lex["speaking_nouns"] | lex["listeners"] | lex["audience"]
    return frozenset(word.removeprefix("ال") for word in words) - lex["media_nouns"]


def hears(scene: Scene, i: int) -> bool:
    """Whether the phrase that begins at word ``i`` names people or a body."""
    head = core(scene, i)
    if head in lexicon()["everyone"]:
        if scene.form[i].endswith(head) and scene.words.stem[i] != head:
            return True  # ``الجميع``
        return i + 1 < len(scene.form) and head not in _listeners() and _person(scene, i + 1)
    return _person(scene, i)


def _person(scene: Scene, i: int) -> bool:
    for mention, (first, _last) in scene.mentions_in(i, i + 1):
        if first == i and (mention.kind in _HEARS or mention.kind == "place"):
            return True
    head, suffix = core(scene, i), scene.words.enclitic[i]
    if head in _listeners() or (suffix and head.removesuffix(suffix) in _listeners()):
        return True
    plural = scene.words.number[i] == "p" and head.endswith(("ين", "ون"))
    return plural and (head.startswith("م") or head.endswith("يين"))


def _asks(scene: Scene, i: int) -> bool:
    """Whether who was met for an interview is a medium: a body, or nobody known."""
    kinds = {m.kind for m, (first, _last) in scene.mentions_in(i, i + 1) if first == i}
    return "organization" in kinds or not (kinds or hears(scene, i))


def _cut_off(scene: Scene, report: Report) -> None:
    """``قال وزير الخارجية للصحفيين``, ``طالب المتحدث الحكومة``: the rest of the phrase was told."""
    if report.subject is None or report.side != "after":
        return
    first, last = report.subject
    cue = report.form.cue
    objects = "object" in cue.addressee and report.opener in ("that", "prep")
    for k in range(first + 1, last):
        told = governor(scene, k) == "ل" and core(scene, k) in lexicon()["audience"]
        posted = scene.prep[k] == "علي" and k + 1 < last and medium_at(scene, k + 1) is not None
        if told or posted:  # ``غرد الوزير على تويتر``
            report.subject = first, k
            return
        if objects and _second_phrase(scene, k) and hears(scene, k):
            report.subject = first, k
            return


def _second_phrase(scene: Scene, k: int) -> bool:
    """``الوزير إيران``, ``المتحدث الحكومة``: no noun with the article owns another."""
    if scene.comma[k] or scene.prep[k - 1] or scene.words.proclitic[k]:
        return False
    stem, before = scene.words.stem, scene.words.stem[k - 1]
    if not (before.startswith("ال") or scene.person[k - 1] == k) or any(scene.person[k : k + 4]):
        return False  # ``مدير الأمن العام الفريق فلان``: a rank and a name
    return bool(scene.begun[k]) or (stem[k].startswith("ال") and scene.pos[k] == "NOUN")


#: Words that name a speech, where it was made or who handed it on.
_SPOKEN = ("speeches", "accounts", "relays", "appearances", "asked")


def media_before(scene: Scene, start: int, cue: int) -> list[tuple[int, int]]:
    """``وفي تصريح لـ«الأفق»، قال``: media between the clause's start and the cue."""
    lex = lexicon()
    found: list[tuple[int, int]] = []
    if scene.bare[cue] != scene.form[cue] and cue > start:
        return found  # ``نشرت صحيفة الأفق الخبر، وقال``
    spoken = -1  # the last word that names a speech or hands one on
    for k in range(max(start, cue - _BEFORE), cue):
        head = core(scene, k)
        if any(head in lex[kind] for kind in _SPOKEN) or scene.form[k] in lex["posting"]:
            spoken = k
        elif scene.pos[k] == "VERB":
            spoken = -1
        if spoken < 0 or k - spoken > 6 or (found and k < found[-1][1]):
            continue
        prep = scene.prep[k - 1] or governor(scene, k) or scene.form[k - 1]
        medium = medium_at(scene, k) or (quoted(scene, k) if prep in ("ل", "مع") else None)
        if medium is None or scene.prep[k] or medium[1] > cue:
            continue
        handed = core(scene, spoken) in lex["relays"] or (found and found[-1][1] == k)
        handed = handed or (spoken == k - 1 and core(scene, spoken) in lex["asked"])
        if handed or prep in ("ل", "مع", "في", "علي", "عبر", "ب"):
            add_medium(scene, found, medium)
    return found
