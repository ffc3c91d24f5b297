"""From texts to the numbers that the network of the word layer reads."""

from __future__ import annotations

from collections import Counter

import numpy as np
from train_words_corpus import Corpus, vectors
from train_words_gold import Gold
from train_words_net import GROUPS, PAD, Data, Lexical

from khabar.text import Text
from khabar.words.closed import Closed
from khabar.words.features import PROCLITIC, STOP, gap_kind, letters
from khabar.words.model import GROUPS as OUTPUTS
from khabar.words.model import known_pos
from khabar.words.splitting import Splitter

MIN_FORM, MIN_STEM, MIN_LETTERS = 3, 5, 30
VECTOR_SIZE = 64
_PADDING = 2
_SURE = 0.5
_NAME_COUNT, _NAME_SHARE = 2, 0.9
_LABELS = {name: {label: i for i, label in enumerate(labels)} for name, labels in OUTPUTS}
_STARTS = dict(
    zip([n for n, _ in GROUPS], np.cumsum([0] + [n for _, n in GROUPS]).tolist(), strict=False)
)
_WIDTH = sum(n for _, n in GROUPS)
#: Parts of speech that have gender and number.
_INFLECTED = ("NOUN", "ADJ", "PROPN", "VERB")


class Inputs:
    """Word types with their features."""

    def __init__(self, corpus: Corpus, more_forms: list[str], lexicon: bool, vectors: bool) -> None:
        self.counts = {f: n for f, n in corpus.counts.items() if n >= MIN_FORM}
        self.pronoun_he = frozenset(corpus.pronoun_he & self.counts.keys())
        closed = Closed()
        self.splitter = Splitter(self.counts, self.pronoun_he, closed.splits)
        forms = list(dict.fromkeys([*corpus.ids, *more_forms]))
        self.number = {f: i for i, f in enumerate(forms)}
        splits = [self.splitter.split(f) for f in forms]
        frequency: Counter[str] = Counter()
        for form, split in zip(forms, splits, strict=True):
            frequency[split.stem] += corpus.counts[form]
        ranked = sorted((-n, s) for s, n in frequency.items() if n >= MIN_STEM)
        self.sure = np.array([known_pos(closed, split) for split in splits])
        self.always_name = np.zeros(len(forms), np.bool_)
        self.stems = {s: i for i, (_, s) in enumerate(ranked)}
        named = [letters(split) for split in splits]
        if lexicon:
            for split, names in zip(splits, named, strict=True):
                if split.stem in closed.usual:
                    names.append("k:" + closed.usual[split.stem])
        seen = Counter(name for names in named for name in names)
        self.letters = {
            n: i for i, n in enumerate(sorted(n for n, k in seen.items() if k >= MIN_LETTERS))
        }
        ids = [[self.letters[n] for n in names if n in self.letters] for names in named]
        #: Letter features of every stem, those of its proclitic left out.
        self.stem_letters: list[list[int]] = [[] for _ in self.stems]
        best: dict[int, int] = {}
        for form, split, known in zip(forms, splits, ids, strict=True):
            at = self.stems.get(split.stem, -1)
            if at >= 0 and corpus.counts[form] > best.get(at, -1):
                best[at] = corpus.counts[form]
                clitic = self.letters.get(PROCLITIC + split.proclitic)
                self.stem_letters[at] = [i for i in known if i != clitic]
        stem = np.array([self.stems.get(split.stem, -1) for split in splits])
        self.lexical = Lexical(ids, stem, len(self.letters), len(self.stems))
        self.vector = self._vectors(corpus, forms, splits, vectors)
        self.width = len(self.letters) + len(self.stems)

    def note_names(self, names: list[tuple[Text, list[str]]]) -> None:
        """Learn from a corpus of names which stems are hardly ever anything but names."""
        every: Counter[str] = Counter()
        named: Counter[str] = Counter()
        for text, tags in names:
            for i, (form, tag) in enumerate(zip(text.forms, tags, strict=True)):
                stem = self.splitter.split(form).stem
                every[stem] += 1
                alone = tag == "B-LOC" and tags[i + 1 : i + 2] != ["I-LOC"]
                named[stem] += alone or tag.endswith("PERS")
        stems = {s for s, n in named.items() if n >= _NAME_COUNT and n >= _NAME_SHARE * every[s]}
        self.always_name = np.array([self.splitter.split(f).stem in stems for f in self.number])

    def _vectors(self, corpus, forms, splits, wanted):
        if not wanted:
            return np.zeros((len(self.stems), 1), np.float32)
        stem_of = {f: s.stem for f, s in zip(forms, splits, strict=True)}
        proclitic_of = {f: s.proclitic for f, s in zip(forms, splits, strict=True)}
        return vectors(corpus, self.stems, stem_of, proclitic_of, VECTOR_SIZE)


def gold_data(inputs: Inputs, sentences: list[Gold]) -> Data:
    """Words, inputs and labels of treebank sentences."""
    rows, weights = [], []
    for s in sentences:
        labels = phrase_labels(len(s.text), s.phrases)
        for i in range(len(s.text)):
            row = np.zeros(_WIDTH, np.float32)
            for name, label in (
                ("pos", s.pos[i]),
                ("gender", s.gender[i]),
                ("number", s.number[i]),
                ("verb_form", s.tense[i]),
                ("person", s.person[i]),
                ("phrase", labels[i]),
            ):
                row[_start(name) + _LABELS[name][label]] = 1
            rows.append(row)
            inflected, verb = s.pos[i] in _INFLECTED, s.pos[i] == "VERB"
            weights.append([1, inflected, inflected, verb, verb, 1])
    return _data(inputs, [s.text for s in sentences], np.array(rows), np.array(weights, np.float32))


def label_data(
    inputs: Inputs,
    texts: list[Text],
    target: np.ndarray | None = None,
    tags: list[list[str]] | None = None,
) -> Data:
    """Words and inputs of unlabelled text; with ``target``, a teacher's labels for all rows.

    Closed classes overrule the teacher, and so do ``tags``, BIO tags of names: a person's name is a
    proper name, and its words stay in one phrase.
    """
    count = sum(len(t) for t in texts)
    data = _data(
        inputs,
        texts,
        np.zeros((count, _WIDTH), np.float32),
        np.zeros((count, len(GROUPS)), np.float32),
    )
    if target is None:
        return data
    data.target = target
    at = _start("pos")
    pos = target[:, at : at + len(_LABELS["pos"])]
    inflected = pos[:, [_LABELS["pos"][p] for p in _INFLECTED]].sum(1)
    verb = pos[:, _LABELS["pos"]["VERB"]]
    one = np.ones(len(target))
    data.weight = np.stack([one, inflected, inflected, verb, verb, one], 1).astype(np.float32)
    data.weight[data.types == PAD] = 0
    rows = np.flatnonzero(data.types != PAD)
    sure = inputs.sure[data.types[rows]]
    known = rows[sure >= 0]
    data.target[known, at : at + len(_LABELS["pos"])] = 0
    data.target[known, at + sure[sure >= 0]] = 1
    _raise_names(inputs, data, rows)
    if tags is not None:
        _overrule(data, rows.tolist(), [t for ts in tags for t in ts])
    return data


def _overrule(data: Data, rows: list[int], tags: list[str]) -> None:
    adposition = _start("pos") + _LABELS["pos"]["ADP"]
    for k, (row, tag) in enumerate(zip(rows, tags, strict=True)):
        if not tag.endswith("PERS"):
            continue
        _set(data.target[row], "pos", "PROPN")
        if tag.startswith("I"):
            _set(data.target[row], "phrase", "I")
        elif k > 1 and tags[k - 1] == "B-LOC" and data.target[rows[k - 2], adposition] > _SURE:
            # إلى اليمن إسماعيل: the place belongs to the preposition, the name to the phrase before it
            _set(data.target[row], "phrase", "B")


def _raise_names(inputs: Inputs, data: Data, rows: np.ndarray) -> None:
    """Words that are hardly ever anything but names are names, unless they clearly are not here."""
    first = _start("pos")
    named = rows[inputs.always_name[data.types[rows]]]
    pos = data.target[named, first : first + len(_LABELS["pos"])]
    other = pos[:, [_LABELS["pos"][p] for p in ("VERB", "ADJ", "ADP")]].sum(1)
    for row in named[other < _SURE].tolist():
        _set(data.target[row], "pos", "PROPN")


def _set(row: np.ndarray, group: str, label: str) -> None:
    at = _start(group)
    row[at : at + len(_LABELS[group])] = 0
    row[at + _LABELS[group][label]] = 1


def _start(name: str) -> int:
    return _STARTS[{"verb_form": "tense", "phrase": "np"}.get(name, name)]


def phrase_labels(count: int, phrases: list[tuple[int, int, int]]) -> list[str]:
    """O, B or I for every word."""
    labels = ["O"] * count
    for first, last, _ in phrases:
        labels[first:last] = ["B"] + ["I"] * (last - first - 1)
    return labels


def _data(inputs: Inputs, texts: list[Text], target: np.ndarray, weight: np.ndarray) -> Data:
    """Rows of all texts with padding between them."""
    types, before, after, source = [], [], [], []
    at = 0
    for text in texts:
        kinds = [gap_kind(g) for g in text.gaps]
        for first, _ in text.sentences:
            kinds[first] = STOP
        types.extend(inputs.number.get(f, PAD) for f in text.forms)
        before.extend(kinds[:-1])
        after.extend(kinds[1:])
        source.extend(range(at, at + len(text)))
        at += len(text)
        for column, filler in ((types, PAD), (before, 0), (after, 0), (source, -1)):
            column.extend([filler] * _PADDING)
    where = np.array(source)
    inside = where >= 0
    full_target = np.zeros((len(where), target.shape[1]), np.float32)
    full_weight = np.zeros((len(where), weight.shape[1]), np.float32)
    full_target[inside], full_weight[inside] = target[where[inside]], weight[where[inside]]
    return Data(np.array(types), np.array(before), np.array(after), full_target, full_weight, where)
