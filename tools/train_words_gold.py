"""What the treebank says of every written word, in the terms of ``khabar.words``.

UD_Arabic-PUD splits clitics into tokens of their own without saying which of them were written
together, so tokens are laid over the words of the sentence's text by their characters.

A written word has the part of speech, gender and number of its stem: the first token that is no
proclitic. Complementizers and subordinators, which the treebank calls ADP, SCONJ or PART by turns,
are CONJ; quantifiers (DET) are NOUN and auxiliaries VERB.

A maximal noun phrase is a nominal token (NOUN, PROPN, NUM, DET, or an adverb of time that governs a
noun, as in ``عام 2015``) that hangs on no other one, with everything below it that is reached
without passing a preposition, a clause or a relative: idafa, adjectives (with ``غير``), numbers,
quantifiers, demonstratives, parts of a name, apposition and coordination. It is cut into stretches
of neighbouring words: a prepositional phrase, a clause or any punctuation but quotation marks and
hyphens ends a stretch. Each stretch that holds a noun, name or number is one phrase; its head is
the word of the token nearest to the root. A proclitic preposition or conjunction before the first
word belongs to the written word and so to the phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from khabar.text import Text, fold, read_text

TEST_EVERY = 5

_CONJ = {
    fold(w)
    for w in [
        "أن",
        "أنّ",
        "إنّ",
        "إن",
        "لكنّ",
        "لكن",
        "كأنّ",
        "لأن",
        "إذا",
        "إذ",
        "لو",
        "كي",
        "لكي",
        "حيث",
        "بينما",
        "حين",
        "حينما",
        "كما",
        "فيما",
        "كلما",
        "حيثما",
        "مهما",
        "عندما",
        "أو",
        "بل",
        "ثم",
        "أم",
        "أما",
        "إما",
        "و",
        "ف",
        "لأنّ",
    ]
}
_POS = {
    "AUX": "VERB",
    "DET": "NOUN",
    "CCONJ": "CONJ",
    "SCONJ": "CONJ",
    "SYM": "OTHER",
    "X": "OTHER",
    "PUNCT": "OTHER",
    "INTJ": "OTHER",
}
_PRONOUNS = {"ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم", "كما", "ني", "ي"}
_NOMINAL = {"NOUN", "PROPN", "NUM", "DET"}
_INSIDE = {
    "nmod",
    "amod",
    "nummod",
    "det",
    "flat",
    "appos",
    "conj",
    "compound",
    "fixed",
    "dep",
    "obl",
    "ccomp",
    "acl",
    "nsubj",
    "obj",
}
_CUT = re.compile("[^\\s\"“”„«»‹›'‘’\\-_ـ]")


@dataclass(slots=True)
class Token:
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: dict[str, str]
    head: int
    deprel: str


@dataclass(slots=True)
class Gold:
    """One sentence: ``text`` and a label per word of it."""

    text: Text
    pos: list[str]
    gender: list[str]
    number: list[str]
    tense: list[str]
    person: list[str]
    proclitic: list[str]
    enclitic: list[str]
    phrases: list[tuple[int, int, int]]


def read_treebank(path: Path) -> list[Gold]:
    """All sentences of a CoNLL-U file, in order."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [_sentence(block) for block in blocks]


def split_treebank(sentences: list[Gold]) -> tuple[list[Gold], list[Gold]]:
    """Training and test part: every fifth sentence is for the test."""
    test = sentences[TEST_EVERY - 1 :: TEST_EVERY]
    train = [s for i, s in enumerate(sentences) if i % TEST_EVERY != TEST_EVERY - 1]
    return train, test


def _sentence(block: str) -> Gold:
    raw, tokens = "", []
    for line in block.split("\n"):
        if line.startswith("# text = "):
            raw = line.removeprefix("# text = ")
        if line.startswith("#"):
            continue
        c = line.split("\t")
        feats = dict(f.split("=") for f in c[5].split("|") if "=" in f)
        tokens.append(Token(c[1], c[2], c[3], c[4], feats, int(c[6]) - 1, c[7].split(":")[0]))
    text = read_text(raw)
    words = _words(text, tokens)
    gold = Gold(text, [], [], [], [], [], [], [], [])
    stems = []
    for members in words:
        stem = _stem(tokens, members)
        stems.append(stem)
        token = tokens[stem] if stem >= 0 else Token("", "", "X", "", {}, -1, "")
        pos = _pos(token)
        gold.pos.append(pos)
        gold.gender.append({"Masc": "m", "Fem": "f"}.get(token.feats.get("Gender", ""), ""))
        gold.number.append(
            {"Sing": "s", "Dual": "d", "Plur": "p"}.get(token.feats.get("Number", ""), "")
        )
        aspect = {"Perf": "past", "Imp": "present"}.get(token.feats.get("Aspect", ""), "")
        gold.tense.append(aspect if pos == "VERB" else "")
        gold.person.append(token.feats.get("Person", "") if pos == "VERB" else "")
        gold.proclitic.append("".join(fold(tokens[t].form) for t in members if t < stem))
        gold.enclitic.append("".join(fold(tokens[t].form) for t in members if t > stem))
    gold.phrases = _phrases(text, tokens, stems)
    return gold


def _pos(token: Token) -> str:
    form = fold(token.form)
    if token.upos in {"ADP", "SCONJ", "PART", "CCONJ"} and form in _CONJ:
        return "CONJ"
    return _POS.get(token.upos, token.upos)


def _words(text: Text, tokens: list[Token]) -> list[list[int]]:
    """Token numbers of every written word."""
    squeezed: list[int] = []  # word (or -1) of every character that is no space
    word_of = [-1] * len(text.raw)
    for i, (s, e) in enumerate(zip(text.starts, text.ends, strict=True)):
        word_of[s:e] = [i] * (e - s)
    squeezed = [w for w, ch in zip(word_of, text.raw, strict=True) if not ch.isspace()]
    members: list[list[int]] = [[] for _ in text.forms]
    at = 0
    for t, token in enumerate(tokens):
        length = len("".join(token.form.split()))
        for w in sorted({w for w in squeezed[at : at + length] if w >= 0}):
            members[w].append(t)
        at += length
    return members


def _stem(tokens: list[Token], members: list[int]) -> int:
    if not members:
        return -1
    for k, t in enumerate(members[:-1]):
        token, following = tokens[t], tokens[members[k + 1]]
        clitic = fold(token.form) in {"و", "ف", "س", "ب", "ل", "ك", "ا"} and token.upos in {
            "ADP",
            "CCONJ",
            "SCONJ",
            "PART",
        }
        pronoun = following.upos == "PRON" and fold(following.form) in _PRONOUNS
        if not clitic or pronoun:
            return t
    return members[-1]


def _phrases(text: Text, tokens: list[Token], stems: list[int]) -> list[tuple[int, int, int]]:
    top, depth = _tops(tokens)
    found = []
    i, n = 0, len(stems)
    while i < n:
        root = top[stems[i]] if stems[i] >= 0 else -1
        if root < 0:
            i += 1
            continue
        j = i + 1
        while j < n and stems[j] >= 0 and top[stems[j]] == root and not _CUT.search(text.gaps[j]):
            j += 1
        if any(
            _is_nominal(tokens[stems[k]]) or tokens[stems[k]].upos == "ADV" for k in range(i, j)
        ):
            found.append((i, j, min(range(i, j), key=lambda k: depth[stems[k]])))
        i = j
    return found


def _is_nominal(token: Token) -> bool:
    return token.upos in _NOMINAL


def _tops(tokens: list[Token]) -> tuple[list[int], list[int]]:
    """For every token the root of its noun phrase (-1 outside of one) and its distance from it."""
    children: list[list[int]] = [[] for _ in tokens]
    for t, token in enumerate(tokens):
        if token.head >= 0:
            children[token.head].append(t)
    cased = [
        any(tokens[c].deprel == "case" and c < t for c in children[t]) for t in range(len(tokens))
    ]
    top, depth = [-1] * len(tokens), [0] * len(tokens)

    def inside(c: int, parent: int) -> bool:
        token = tokens[c]
        if token.upos == "PART" and fold(token.form) == "غير" and token.deprel == "advmod":
            return True
        if cased[c] or token.deprel not in _INSIDE:
            return False
        if token.upos == "PRON":
            return token.xpos == "PDEM" and token.deprel in {"det", "amod", "nmod", "dep", "appos"}
        if token.deprel in {"obl", "nsubj", "obj"}:
            return tokens[parent].upos in {"ADV", "NUM"} and token.upos in {"NOUN", "PROPN", "NUM"}
        return (
            token.upos in _NOMINAL
            or token.upos == "ADJ"
            or (token.upos == "SYM" and token.deprel != "fixed")
        )

    def fill(t: int, root: int, level: int) -> None:
        top[t], depth[t] = root, level
        for c in children[t]:
            if inside(c, t):
                fill(c, root, level + 1)

    roots = [
        t
        for t, token in enumerate(tokens)
        if _is_nominal(token)
        or (
            token.upos == "ADV"
            and any(inside(c, t) and _is_nominal(tokens[c]) for c in children[t])
        )
    ]
    for t in roots:
        head = tokens[t].head
        hangs = head >= 0 and inside(t, head) and (head in roots or tokens[head].upos == "ADJ")
        if not hangs:
            fill(t, t, 0)
    for t in roots:  # those that hang on an adjective outside of every phrase
        if top[t] < 0:
            fill(t, t, 0)
    return top, depth
