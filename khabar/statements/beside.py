"""What stands beside a cue: through whom it came, and to whom it was said.

``قال الوزير في تصريح لـ«الأفق»`` came through a medium; ``قال للصحفيين``, ``أبلغ نظيره أن`` and
``طالب الحكومة بـ`` name whom it was said to or aimed at. A medium is never an addressee.
"""

from __future__ import annotations

from functools import cache

from khabar.lexicon import load_rows
from khabar.statements.media import (
    add_medium,
    core,
    governor,
    marked,
    medium_at,
    mouth,
    quoted,
    relayed_in,
    unsure_medium,
)
from khabar.statements.phrases import eventive, noun_end
from khabar.statements.reports import Report
from khabar.statements.scene import Scene, lexicon, titles
from khabar.text import fold

_HEARS = frozenset({"person", "role", "group", "organization", "state"})
#: Whose object is told something, and not called, accused or praised.
_INFORMS = frozenset({"say", "announce", "assert"})
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
        #: Behind ``في حديث``: the medium it was told comes next.
        self.told = False
        #: Behind ``نشرته``: who hands it on comes next, or to whom.
        self.handed = False
        #: Behind a verb that is not about handing the speech on.
        self.elsewhere = False
        #: A word for the speech has been seen.
        self.spoke = False
        #: Behind ``تعليقا على``: what is named there is another's speech.
        self.reply = False
        #: That verb says whom somebody works for.
        self.works = False

    def run(self) -> None:
        scene, report, i = self.scene, self.report, self.report.cue + 1
        lex = lexicon()
        while i < self.limit:
            if scene.comma[i]:
                self.owned = self.elsewhere = self.reply = False
                self.inside = "(" in scene.text.gaps[i]
            subject = report.subject
            if subject is not None and subject[0] <= i < subject[1]:
                i, self.inside = subject[1], False
                self.owned = self._titled(*subject)
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
                self.handed = not self.reply
            elif scene.bare[i] in lex["replying"]:
                i, self.reply = i + 1, True
            elif scene.form[i] in lex["talking"]:
                i, self.owned, self.elsewhere = i + 1, False, False
            elif scene.bare[i] in lex["according"] or scene.bare[i] in lex["pronouns"]:
                i, self.inside = i + 1, True
            elif scene.pos[i] == "VERB" and medium_at(scene, i) is None:
                self.works = core(scene, i) in lex["works"]
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
        medium = medium_at(scene, at) or (marked(scene, at) if prep in ("ل", "مع") else None)
        if medium is None and self.handed:
            medium = quoted(scene, at)
        if medium is None and (self.told or prep in ("علي", "عبر")):
            medium = unsure_medium(scene, at, platform=prep in ("علي", "عبر"))
        if medium is None and self.interview and prep == "مع" and _asks(scene, at):
            medium = at, noun_end(scene, at, self.limit)
        head = core(scene, at)
        if medium is None and head in lexicon()["accounts"] and at + 1 < self.limit:
            medium = medium_at(scene, at + 1) or quoted(scene, at + 1)  # ``على منصته «الأفق»``
        spokesman = mouth(scene, at)
        if spokesman is not None:
            report.media.append(spokesman)
            return spokesman[1]
        # ``قال الطبيب من وكالة``, but ``في مقابلة مع المذيع من شبكة``
        if medium is not None and (prep != "من" or self.spoke):
            return self._medium(medium, prep)
        told = not (self.owned or self.elsewhere or report.addressee) and self._leads(prep, i)
        if told and hears(scene, at) and self._outside(at):
            report.addressee = at, self._phrase_end(at)
        if head in lexicon()["speeches"]:
            self.elsewhere = self.owned = False
            self.spoke = True
        asker = medium_at(scene, at + 1) if head in lexicon()["asked"] else None
        if asker is not None:
            self.elsewhere = self.owned = False
            return self._medium(asker)
        self.contact = head in lexicon()["contacts"]
        self.interview = head in lexicon()["interviews"]
        self.told = head in lexicon()["told"]
        if head in lexicon()["visits"]:
            self.owned = True  # ``خلال زيارته لقناة الأفق``
            return self._skip(at)
        self.owned = self.owned and not (self.contact or self.interview)
        self.inside = not (self.contact or self.interview)
        return self._skip(at)

    def _bare(self, i: int) -> int:
        """A phrase without a preposition: an object, an apposition, a medium."""
        scene, report = self.scene, self.report
        medium = medium_at(scene, i) or (quoted(scene, i) if self.handed else None)
        if medium is not None and "(" in scene.text.gaps[i] and not self.handed:
            return medium[1]  # ``الوكالة (سانا)``
        informed = self._first_object(i) and report.form.cue.act in _INFORMS
        if medium is not None and (self.handed or informed or report.media):
            return self._medium(medium)
        told = self.contact or (self._first_object(i) and self._is_object(i))
        if told and not report.addressee and hears(scene, i) and self._outside(i):
            report.addressee = i, self._phrase_end(i)
        head = core(scene, i)
        self.contact = head in lexicon()["contacts"]
        self.inside = not self.contact
        self.owned = self.inside and head not in lexicon()["speeches"] and not self._whole(i)
        return self._skip(i)

    def _titled(self, first: int, last: int) -> bool:
        """Whether ل goes on with the speaker's phrase: ``تقرير لوكالة``, ``فلان، المدير لقناة``."""
        scene = self.scene
        if core(scene, first) in lexicon()["documents"]:
            return True
        marks = [k for k in range(first + 1, last) if scene.comma[k]]
        return (
            bool(marks)
            and scene.words.stem[marks[-1]].startswith("ال")
            and (core(scene, marks[-1]) in titles())
        )

    def _whole(self, i: int) -> bool:
        """``فلان مدير المرصد لرويترز``: no ل goes on with such a phrase."""
        scene, end = self.scene, noun_end(self.scene, i, self.limit)
        construct = end - i > 1 and not scene.words.definite[i] and scene.pos[i + 1] != "ADJ"
        return construct and (bool(scene.words.definite[end - 1]) or scene.pos[end - 1] == "PROPN")

    def _medium(self, medium: tuple[int, int], prep: str = "") -> int:
        """Take a medium, unless it belongs to another phrase.

        ``قال مصدر رفض كشف اسمه لرويترز``: behind ل a verb takes it only if it says who works there.
        """
        elsewhere = self.elsewhere and (self.works or prep != "ل")
        if not (self.owned or elsewhere):
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
        placed = scene.prep[k] == "علي" and k + 1 < last
        posted = placed and (medium_at(scene, k + 1) or mouth(scene, k + 1)) is not None
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


#: Words that name a speech or where it was made.
_SPOKEN = ("speeches", "accounts", "appearances", "asked")


def media_before(scene: Scene, start: int, cue: int) -> list[tuple[int, int]]:
    """``وفي تصريح لـ«الأفق»، قال``: media between the clause's start and the cue."""
    joined = scene.bare[cue] != scene.form[cue]  # ``نشرت صحيفة الأفق الخبر، وقال``
    return spoken_through(scene, max(start, cue - _BEFORE), cue, relayed=not joined)


def media_behind(scene: Scene, end: int, limit: int) -> list[tuple[int, int]]:
    """``…، وذلك في تصريح لـ«الأفق»``: media of the occasion that is told behind a content."""
    limit = min(limit, end + _REACH)
    for k in range(end, limit):
        if k > end and scene.comma[k] and scene.form[k] in lexicon()["meanwhile"]:
            break
        if scene.comma[k] or k == end:
            at = k + (scene.form[k] in lexicon()["bridges"])
            if opens_occasion(scene, at):
                return spoken_through(scene, at, min(limit, at + _BEFORE))
    return []


def opens_occasion(scene: Scene, k: int) -> bool:
    """``في تصريح``, ``خلال مقابلة``, ``عبر حسابه``: where or how something was said."""
    if k + 1 >= len(scene.form) or scene.form[k] not in lexicon()["occasion_preps"]:
        return False
    head = core(scene, k + 1)
    if scene.form[k + 1] == "لسان":
        return True
    owned = head in lexicon()["accounts"] and bool(scene.words.enclitic[k + 1])
    return owned or head in lexicon()["speeches"] or head in lexicon()["appearances"]


def spoken_through(
    scene: Scene, start: int, stop: int, relayed: bool = True
) -> list[tuple[int, int]]:
    """Media between two words that a word for a speech, an account or a relay leads to."""
    lex = lexicon()
    told = False  # something was named that can be handed on
    reply = False  # behind ``تعليقا على``: what is named there is another's speech
    found: list[tuple[int, int]] = []
    spoken = -1  # the last word that names a speech or hands one on
    for k in range(start, stop):
        head = core(scene, k)
        told = told or any(head in lex[kind] for kind in ("speeches", "papers", "documents"))
        reply = scene.bare[k] in lex["replying"] or (reply and not scene.comma[k])
        hands = relayed and head in lex["relays"] and (told or bool(scene.words.enclitic[k]))
        if hands or any(head in lex[kind] for kind in _SPOKEN) or scene.form[k] in lex["posting"]:
            spoken = k
        elif scene.timed[k]:
            spoken += spoken >= 0
        elif scene.pos[k] == "VERB":
            spoken = -1
        spokesman = mouth(scene, k)
        if spokesman is not None and spokesman[1] <= stop:
            found.append(spokesman)
        if spoken < 0 or k - spoken > 6 or (found and k < found[-1][1]):
            continue
        prep = scene.prep[k - 1] or governor(scene, k) or scene.form[k - 1]
        medium = medium_at(scene, k) or (marked(scene, k) if prep in ("ل", "مع") else None)
        if medium is None and prep in ("علي", "عبر"):
            medium = unsure_medium(scene, k, platform=True)
        if medium is None and core(scene, spoken) in lex["told"]:
            medium = unsure_medium(scene, k) if prep in ("ل", "مع", "الي") else None
        if medium is None or scene.prep[k] or medium[1] > stop:
            continue
        if reply and core(scene, spoken) not in lex["asked"]:
            continue
        if not relayed and k == spoken and head not in lex["media_maybe"]:
            continue  # ``رفع دعوى على قناة الأفق، وقال``
        handed = (relayed and core(scene, spoken) in lex["relays"]) or (found and found[-1][1] == k)
        handed = handed or (spoken == k - 1 and core(scene, spoken) in lex["asked"])
        if handed or prep in ("علي", "عبر", "في", "ب") or (relayed and prep in ("ل", "مع")):
            add_medium(scene, found, medium)
    return found
