"""The words of one article as the rules for persons look at them.

Arabic has no capitals. What shows a name is what stands before it (``وزير الخارجية``, ``الدكتور``),
the small words inside it (``بن``, ``آل``, ``عبد``), the lists of names, and that nothing else is
known of the word.
"""

from __future__ import annotations

import re

import msgspec

from khabar.names.classes import words_of
from khabar.names.gazetteer import Span
from khabar.names.knowledge import Knowledge
from khabar.names.lookup import KNOWN, PAIR, PREPOSITIONS, WordInfo
from khabar.text import Text
from khabar.words import Words

_SPACE = re.compile(r"[\s.#_]*\Z|-\Z")
_LETTERS = re.compile("[\u0621-\u06d3]+")
MAX_NAME = 8
#: What small words of these kinds do ends a name.
STOPS = ("stop", "locative", "place", "verb")
NO_NAME = ("VERB", "ADP", "PART", "PRON", "CONJ", "ADV", "NUM")
INSIDE_TITLE = words_of("inside_title")
OF_GOD = words_of("of_god")
ORDINALS = words_of("ordinals")
_FILIAL = words_of("filial")


class Reader(msgspec.Struct):
    """One article's words, for the small decisions below."""

    text: Text
    infos: list[WordInfo]
    words: Words
    pos: list[str]
    know: Knowledge
    starts: dict[int, Span]
    #: First and last words (exclusive) of names that the tagger sees.
    likely: dict[int, int] = {}
    #: Words right behind a name that the tagger sees.
    behind: frozenset[int] = frozenset()
    #: Words where one such name follows right on another.
    apart: frozenset[int] = frozenset()

    def strong(self, i: int) -> bool:
        """A word that begins a name by itself."""
        info = self.infos[i]
        given, _, foreign = info.name
        if info.small in STOPS or info.small == "particle" or i in self.starts:
            return False
        if self.compound(i):
            return True
        if given >= 3 and info.demonym is not None and self._follows(i, "ال"):
            return True  # تركي آل الشيخ
        if info.small == "opener":
            return info.form == "عبد" and i + 1 < len(self.infos) and self.infos[i + 1].definite
        if info.common or info.definite or info.demonym is not None or info.body is not None:
            return False
        if info.form in PREPOSITIONS and not self._follows(i, "بن"):
            return False
        if info.roles and (given < 6 or info.name_clitic):
            return False
        if info.ordinary and info.name_clitic:
            return False
        if given >= 4:
            return True
        return (given >= 1 or foreign > 0) and not info.roles and self.followed(i)

    def compound(self, i: int) -> bool:
        """A name of two words: ``محيي الدين``."""
        info = self.infos[i]
        if not info.begins & PAIR or i + 1 >= len(self.infos) or self.text.gaps[i + 1] != " ":
            return False
        return self.infos[i + 1].form in self.know.compounds[info.name_form]

    def _follows(self, i: int, form: str) -> bool:
        return i + 1 < len(self.infos) and self.infos[i + 1].form == form

    def followed(self, i: int) -> bool:
        """Another part of a name stands right behind."""
        if i + 1 >= len(self.infos) or self.text.gaps[i + 1] != " ":
            return False
        after = self.infos[i + 1]
        return after.form == "بن" or (not after.name_clitic and self.name_like(i + 1))

    def name_like(self, i: int) -> bool:
        """A word that the lists know as a name and as nothing else."""
        info = self.infos[i]
        if info.form in PREPOSITIONS:
            return self._between_names(i)
        if info.small in STOPS or info.name_clitic:
            return False
        if info.body is not None and not info.body_clitic:
            return False
        given, family, foreign = info.name
        if info.ordinary_clitic and max(given, family) < 4:
            return False
        if info.roles:
            return max(given, family) >= 6 and not info.common
        if info.common:
            return (family >= 3 and info.definite) or (
                self.pos[i] == "PROPN" and family + foreign > 0
            )
        if info.demonym is not None and not info.demonym_clitic:
            return family >= 3 and info.definite
        return given + family > 0 or foreign > 0

    def _between_names(self, i: int) -> bool:
        """``محمد علي النقي``, not ``محمد على صديقه``."""
        if i == 0 or self.text.gaps[i] != " " or i + 1 >= len(self.infos):
            return False
        before, after = self.infos[i - 1], self.infos[i + 1]
        if before.name[0] < 3 or before.common or before.ordinary:
            return False
        if self.text.gaps[i + 1] != " ":
            return True
        if after.form in PREPOSITIONS or after.small in ("stop", "locative", "place"):
            # ``محمد علي أن``, but ``شدد سامح شكري على أن``
            on = after.form.startswith("ان") and i > 1 and self._whole_before(i - 1)
            return after.small == "stop" and not on
        listed = not after.common and max(after.name[:2]) >= 3 and not after.name_clitic
        return after.form == "بن" or (listed or (after.plain and after.definite))

    def _whole_before(self, i: int) -> bool:
        """The word belongs to a name of two words already."""
        before = self.infos[i - 1]
        return self.text.gaps[i] == " " and before.name[0] >= 3 and not before.common

    def unknown(self, i: int) -> bool:
        """A word of which nothing is known: a name in the right place."""
        info = self.infos[i]
        return (
            (info.plain or (self.pos[i] == "PROPN" and self._lifted(info)))
            and not info.name_clitic
            and len(info.form) > 1
            and not (self.words.proclitic[i] and self.pos[i] != "PROPN")
            and not (self.words.enclitic[i] and self.pos[i] != "PROPN")
            and _LETTERS.fullmatch(info.form) is not None
            and not info.common
            and self.pos[i] not in NO_NAME
        )

    @staticmethod
    def _lifted(info: WordInfo) -> bool:
        """An ordinary word without article that the word layer takes for a name here."""
        return not (
            info.definite
            or info.ordinary_clitic
            or info.common
            or info.phrases
            or info.small
            or info.roles
            or info.body
            or info.demonym
            or len(info.form) < 3
        )

    def clitic(self, i: int) -> str:
        """The particle attached to the first word of a name, as far as anybody knows."""
        info = self.infos[i]
        if max(info.name) or info.name_clitic or self.pos[i] != "PROPN":
            return info.name_clitic
        clitic = self.words.proclitic[i]
        rest = info.form[len(clitic) :]
        return clitic if clitic and rest in self.know.names else ""

    def may_begin(self, i: int) -> bool:
        """A word that begins a name where a title has just ended."""
        info = self.infos[i]
        if i in self.likely:
            return True
        if info.small == "opener":
            return not info.form.startswith("ا") or info.form in ("ابو", "ال")
        if i in self.starts and (self.starts[i].kind != "place" or self.starts[i].clitic):
            return False
        if info.demonym is not None or (info.definite and not info.name[0]):
            after = self.infos[i + 1].small if i + 1 < len(self.infos) else ""
            joined = after == "opener" or self._follows(i, "بن")  # تركي آل الشيخ
            return joined and info.name[0] >= 4 and not info.definite and not info.name_clitic
        if info.form in INSIDE_TITLE:
            return False
        if self.known_end(i) > i:
            return True
        if self.unknown(i) and (self.pos[i] == "PROPN" or self._before_name(i)):
            return True
        if info.form in PREPOSITIONS:
            return self._follows(i, "بن") or (
                i + 1 < len(self.infos)
                and (self.name_like(i + 1) or self.unknown(i + 1))
                and (
                    "PROPN" in self.pos[i : i + 2]
                    or (self.infos[i + 1].definite and self.infos[i + 1].form.endswith("ي"))
                )
            )
        return self.strong(i) or self.name_like(i)

    def _before_name(self, i: int) -> bool:
        """The next word is taken for a name."""
        return (
            i + 1 < len(self.infos)
            and self.text.gaps[i + 1] == " "
            and (
                (self.pos[i + 1] == "PROPN" and (self.unknown(i + 1) or self.name_like(i + 1)))
                or self.strong(i + 1)
            )
        )

    def name_end(self, i: int, trusted: bool) -> int:
        """End of the name that begins at ``i``; ``trusted`` where a title stands before it."""
        text, infos = self.text, self.infos
        j, words, limit = i, 0, min(len(infos), i + MAX_NAME)
        unknown = 0
        known = self.known_end(i)
        if known > i:  # what is known to be whole goes on with listed names only
            j, words, unknown = known, known - i, MAX_NAME
        while j < limit:
            info = infos[j]
            if j > i and not self.joined(j):
                break
            if j > i and j in self.apart and info.form.startswith("و"):
                break
            if j > i and j in self.starts and self.starts[j].kind not in ("place",):
                break
            if j > i and info.roles and info.roles[0].kind == "office" and self._governs(j):
                break
            if info.form == "الله" and (j == i or infos[j - 1].name_form not in OF_GOD):
                break
            if info.small == "particle" and j > i:
                foreign = info.form not in _FILIAL
                if info.form == "فان" and not infos[j - 1].name[2]:  # فإن
                    break
                if j + 1 >= len(infos) or infos[j + 1].small in ("locative", "verb"):
                    break
                if infos[j + 1].small == "stop" and not (foreign and self.pos[j + 1] == "PROPN"):
                    j += foreign and words > 0  # وانغ دي أن: the particle is the last word
                    break
                if infos[j + 1].small == "opener" and j + 2 < len(infos):
                    j += 1
                j += 2
                words += 1
                continue
            if info.small == "opener" and self._opens(j):
                j += 2
                words += 1
                continue
            if j == i:
                if not self.may_begin(j):
                    break
            elif (
                (trusted and info.form in ORDINALS and infos[j - 1].name[0])
                or (info.form == "الدين" and words and not infos[j - 1].definite)
                or (trusted and words < 3 and self._last_part(j))
            ):
                pass
            elif not self.name_like(j) or (known > i and info.common):
                if not self._goes_on(j, words, unknown, trusted):
                    break
                unknown += 1
            words += 1
            j += 1
        return min(j, len(text.forms))

    def _governs(self, j: int) -> bool:
        """A role noun with a complement behind a name: ``… بن عبدالعزيز أمير منطقة الرياض``."""
        if self.infos[j].definite or j + 1 >= len(self.infos) or self.text.gaps[j + 1] != " ":
            return False
        after = self.infos[j + 1]
        definite = after.form.startswith("ال") and (after.ordinary or after.body is not None)
        return after.small == "place" or definite or j + 1 in self.starts

    def _last_part(self, j: int) -> bool:
        """An ordinary definite word closes a name behind a title: ``المهندس محمد العمرة أن``."""
        info, before = self.infos[j], self.infos[j - 1]
        if not info.form.startswith("ال") or before.name[0] < 5 or before.common:
            return False
        if info.small or info.body or info.demonym or j in self.starts or self.pos[j] == "VERB":
            return False
        if info.roles and info.roles[0].number != "p" and info.name[1] < 3:
            return False
        after = self.infos[j + 1] if j + 1 < len(self.infos) else None
        ends = after is None or self.text.gaps[j + 1] != " " or after.small in ("stop", "verb")
        return ends and len(info.form) > 4

    def known_end(self, i: int) -> int:
        """End of a full name of the table of offices that begins at ``i``; ``i`` where none does."""
        info = self.infos[i]
        if not info.begins & KNOWN or i + 1 >= len(self.infos):
            return i
        forms, people = self.text.forms, self.know.people
        for word in (info.form, info.form[1:]):
            for rest in people.get(word, _NOBODY).get(forms[i + 1], ()):
                last = i + 2 + len(rest)
                if tuple(forms[i + 2 : last]) == rest:
                    return last
        return i

    def _opens(self, j: int) -> bool:
        """``عبد`` and ``أبو`` with the word they belong to."""
        if j + 1 >= len(self.infos) or self.text.gaps[j + 1].strip(" -"):
            return False
        after = self.infos[j + 1]
        if self.infos[j].form == "ام" and not self.name_like(j + 1):
            return False
        return after.small not in STOPS and self.pos[j + 1] not in ("VERB", "ADP")

    def joined(self, j: int) -> bool:
        gap = self.text.gaps[j]
        if not _SPACE.match(gap):
            return False
        return "." not in gap or len(self.infos[j - 1].form) == 1

    def _goes_on(self, j: int, words: int, unknown: int, trusted: bool) -> bool:
        """Whether an unlisted word goes on with a name of ``words`` parts."""
        info = self.infos[j]
        before = self.infos[j - 1]
        if words == 1 and before.name[2] and info.name[2] and info.small not in STOPS:
            return True
        if words == 1 and trusted and before.name[2] and info.plain and not info.definite:
            return len(info.form) > 2
        if not self.unknown(j) or unknown >= (3 if trusted else 2):
            return False
        family = info.definite and before.name[0] >= 4
        if j in self.behind and self.pos[j] != "PROPN" and not family:
            return False  # عباس تنديدات، سترينغر المشكك, but عثمان المحرج
        if info.form.startswith("ال"):
            return words <= 3 and (
                trusted
                or self.pos[j] == "PROPN"
                or info.form.endswith(("ي", "ان"))
                or (before.name[0] >= 5 and not info.form.endswith(("يه", "ات")))
            )
        return words <= 2 or trusted


#: No known names.
_NOBODY: dict[str, list[tuple[str, ...]]] = {}
