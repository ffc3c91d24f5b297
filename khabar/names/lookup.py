"""What the lists say of single written words, attached particles aside. Remembered by form."""

from __future__ import annotations

import threading

import msgspec
from msgspec.structs import replace

from khabar.names.classes import words_of
from khabar.names.knowledge import BodyHead, Demonym, Knowledge, Phrases, Role, load
from khabar.words import Known
from khabar.words.model import Cache

_DEFINITE = ("ال", "وال", "بال", "لل", "فال", "كال", "وبال", "ولل")
_SUFFIXES = ("هما", "كم", "هم", "ها", "نا", "ه")
_NO_NAME = (0, 0, 0)
#: A role noun begins a name too when so many (a base-2 logarithm) bear it.
_BOTH = 6
#: What may begin with a word; KNOWN: a full name of the table of offices, PAIR: a name of two words.
LISTED, TITLE, BODY, PEOPLE, NAME, TOGETHER, KNOWN, PAIR = 1, 2, 4, 8, 16, 32, 64, 128


#: Titles that may stand right before a name.
ROYAL = words_of("royal")
#: Folded names that are also prepositions.
PREPOSITIONS = words_of("also_prepositions")


class WordInfo(msgspec.Struct, frozen=True, gc=False):
    """One form. ``strip`` fields count the letters of the particle that stands before."""

    form: str
    #: Attached particle and the list of names that begin with the rest of the form.
    phrases: tuple[tuple[str, str], ...]
    roles: tuple[Role, ...]
    #: The role noun as found (particle and pronoun taken off), and the particle.
    role_form: str
    role_clitic: str
    #: A pronoun is attached to the role noun.
    possessed: bool
    body: BodyHead | None
    body_form: str
    body_clitic: str
    demonym: Demonym | None
    demonym_clitic: str
    definite: bool
    #: particle | opener | stop | place | locative or "".
    small: str
    name: tuple[int, int, int]
    name_form: str
    name_clitic: str
    honorific: str
    #: The name is an ordinary word in most of its uses.
    common: bool
    #: No part of a personal name; the particle that is taken off to see it, or None.
    ordinary: bool
    ordinary_clitic: str

    #: Nothing else than a name is known of the word.
    plain: bool
    #: What may begin here: LISTED, TITLE and so on, added up.
    begins: int


def variants(form: str) -> list[tuple[str, str]]:
    """Ways to take attached particles off, the bare form first: (particle, rest)."""
    found = [("", form)]
    if form[0] not in "وفبلك" or len(form) <= 3:
        return found
    if form[0] in "وف":
        found.append((form[0], form[1:]))
        _add_preposition(found, form[0], form[1:])
    else:
        _add_preposition(found, "", form)
    return found


def _add_preposition(found: list[tuple[str, str]], clitic: str, rest: str) -> None:
    """The ways to take a preposition off ``rest``, before which ``clitic`` was taken off."""
    if rest.startswith("لل") and len(rest) > 4:
        found.append((clitic + "ل", "ال" + rest[2:]))
        found.append((clitic + "ل", rest[1:]))
    elif len(rest) > 3 and rest[0] in "بلك":
        found.append((clitic + rest[0], rest[1:]))


def _borne(clitic: str, name: tuple[int, int, int]) -> bool:
    """Whether a name is common enough to be seen behind an attached particle."""
    if clitic == "":
        return True
    if clitic in ("و", "ف"):
        return max(name) >= 2 or name[2] > 0
    return name[0] >= 4 or name[1] >= 4


class _Memory:
    """What was looked up, under the numbers that the word layer gave the words."""

    def __init__(self, words: Cache) -> None:
        self.words = words
        self.infos: list[WordInfo] = []


class Lookup:
    """The lists of :mod:`khabar.names.knowledge`, asked word by word."""

    def __init__(self, know: Knowledge) -> None:
        self.know = know
        self.phrases: Phrases = know.phrases
        self._memory: _Memory | None = None
        self._lock = threading.Lock()

    def words(self, known: Known) -> list[WordInfo]:
        """What the lists say of the words of an article."""
        memory = self._memory
        if memory is None or memory.words is not known.cache:
            memory = self._memory = _Memory(known.cache)
        infos = memory.infos
        if len(infos) < len(known.cache):
            with self._lock:
                infos += map(self._look, known.cache.forms[len(infos) :])
        return list(map(infos.__getitem__, known.numbers.tolist()))

    def word(self, form: str) -> WordInfo:
        """What the lists say of one word."""
        return self._look(form)

    def in_phrases(self, forms: list[str], infos: list[WordInfo], beginners: list[int]) -> None:
        """Mark words that are a role only together with the next ones: ``ولي العهد``.

        ``beginners``: the words that may begin anything.
        """
        phrases = self.know.role_phrases
        for i in beginners:
            info = infos[i]
            if not info.begins & TOGETHER:
                continue
            for clitic, rest in variants(info.form):
                for others in phrases.get(rest, ()):
                    if tuple(forms[i + 1 : i + 1 + len(others)]) == others:
                        roles = tuple(self.know.roles[" ".join((rest, *others))])
                        infos[i] = replace(
                            info,
                            roles=roles,
                            role_form=rest,
                            role_clitic=clitic,
                            name=_NO_NAME,
                            begins=info.begins | TITLE,
                        )
                        break

    def _look(self, form: str) -> WordInfo:
        know = self.know
        ways = variants(form)
        small = know.small.get(form, "")
        if not small and form[0] == "و" and know.small.get(form[1:]) in ("stop", "verb"):
            small = know.small[form[1:]]
        phrases: tuple[tuple[str, str], ...] = ()
        body, body_form, body_clitic = None, "", ""
        demonym, demonym_clitic = None, ""
        name, name_form, name_clitic = _NO_NAME, form, ""
        honorific, listed, together, ordinary = "", False, False, None
        for clitic, rest in ways:
            article = rest.startswith("ال")
            if rest in know.phrases:
                phrases += ((clitic, rest),)
                listed = listed or not clitic
            if body is None and rest in know.bodies:
                body, body_form, body_clitic = know.bodies[rest], rest, clitic
            if demonym is None:
                demonym = know.demonyms.get(rest[2:] if article else rest)
                demonym_clitic = clitic if demonym else ""
            if name is _NO_NAME and rest in know.names and _borne(clitic, know.names[rest]):
                name, name_form, name_clitic = know.names[rest], rest, clitic
            if not honorific and rest in know.honorifics:
                honorific = rest
            if ordinary is None and rest in know.ordinary:
                ordinary = clitic
            together = together or rest in know.role_phrases
        if name is _NO_NAME:
            for clitic, rest in ways[:2]:
                if rest.startswith("عبدال"):
                    name, name_form, name_clitic = (6, 6, 0), rest, clitic
                    break
        roles, role_form, role_clitic, possessed = self._role(ways)
        definite = form.startswith(_DEFINITE)
        common = name_form in know.not_names
        known = form in know.people or (form[0] in "ولفب" and form[1:] in know.people)
        pair = name_form in know.compounds and not small
        itself = name is not _NO_NAME and max(name) > 0 and not common and not definite
        itself = (itself and not (roles and name[0] < _BOTH)) or small == "opener"
        begins = 0
        if phrases:
            begins |= LISTED
        if roles or honorific:
            begins |= TITLE
        if body:
            begins |= BODY
        if demonym and demonym.number == "p":
            begins |= PEOPLE
        if itself or known or pair or form in PREPOSITIONS:
            begins |= NAME
        if known:
            begins |= KNOWN
        if pair:
            begins |= PAIR
        if together and not roles:
            begins |= TOGETHER
        return WordInfo(
            form, phrases, roles, role_form, role_clitic, possessed, body, body_form, body_clitic,
            demonym, demonym_clitic, definite, small, name, name_form, name_clitic, honorific,
            common, ordinary is not None, ordinary or "",
            not (listed or roles or body or demonym or small or ordinary is not None), begins,
        )  # fmt: skip

    def _role(self, ways: list[tuple[str, str]]) -> tuple[tuple[Role, ...], str, str, bool]:
        roles = self.know.roles
        for clitic, rest in ways:
            if rest in roles:
                return tuple(roles[rest]), rest, clitic, False
        if ways[0][1][-1] not in "امه":  # no pronoun ends so
            return (), "", "", False
        for clitic, rest in ways:
            if rest.startswith("ال") or rest in self.know.small or rest in self.know.bodies:
                continue
            for suffix in _SUFFIXES:
                if rest.endswith(suffix) and len(rest) > len(suffix) + 2:
                    stem = rest[: -len(suffix)]
                    for base in (stem, stem[:-1] + "ه" if stem.endswith("ت") else stem):
                        if base in roles:
                            return tuple(roles[base]), base, clitic, True
        return (), "", "", False


_LOOKUP: Lookup | None = None


def lookup() -> Lookup:
    """The one lookup of this process."""
    global _LOOKUP  # noqa: PLW0603 - loaded once, on first use
    if _LOOKUP is None:
        _LOOKUP = Lookup(load())
    return _LOOKUP
