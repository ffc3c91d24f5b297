"""What the name tagger sees of a word: its stem, letters, neighbours in a corpus, and lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from gensim.models import Word2Vec
from train_names_data import ant_articles

from khabar.lexicon import load_rows
from khabar.names.lookup import lookup
from khabar.names.tagger import kind_of, layout
from khabar.text import fold, read_text
from khabar.words.features import PROCLITIC, STOP, letters
from khabar.words.model import load
from khabar.words.splitting import Split

#: A stem of the corpus is known when it stands there so often; its letters when so many words have them.
MIN_STEM, MIN_LETTERS, MIN_LIST, MIN_SEEN = 5, 10, 5, 2
VECTOR_SIZE = 64
_VECTOR_NORM = 4.0
_NAME_BITS = 8
_MIN_ARTICLE = 4


class Stream:
    """A run of words with their gaps and, where they are known, a distribution over tags each."""

    def __init__(self, sentences: Iterable[list[str]], target: np.ndarray | None = None) -> None:
        self.forms: list[str] = []
        kinds: list[int] = [STOP]
        where: list[int] = []
        at = 0
        for sentence in sentences:
            forms, gaps, places = layout(sentence)
            self.forms += forms
            found = [kind_of(gap) for gap in gaps]
            if not forms:
                kinds[-1] = STOP
            else:
                kinds += [*found[1:-1], STOP]
            where += [at + i for i in places]
            at += len(sentence)
        self.before, self.after = np.array(kinds[:-1]), np.array(kinds[1:])
        self.where = np.array(where)
        self.tokens = at
        self.target = None if target is None else target[self.where].astype(np.float32)

    def spread(self, tags: list[str]) -> list[str]:
        """Tags of words as tags of the tokens they came from."""
        full = ["O"] * self.tokens
        for i, tag in zip(self.where.tolist(), tags, strict=True):
            full[i] = tag
        return full


class Corpus:
    """Stems of the unlabelled corpus: how often each stands there, and its vector."""

    def __init__(self, data: Path, vectors: bool = True) -> None:
        split = load().splitter.split
        stems: dict[str, str] = {}
        sentences = []
        for article in ant_articles(data):
            text = read_text(article)
            for first, last in text.sentences:
                for form in text.forms[first:last]:
                    if form not in stems:
                        stems[form] = split(form).stem
                sentences.append([stems[form] for form in text.forms[first:last]])
        self.counts = Counter(stem for sentence in sentences for stem in sentence)
        self.vectors: dict[str, np.ndarray] = {}
        if vectors:
            model = Word2Vec(
                sentences,
                vector_size=VECTOR_SIZE,
                window=3,
                min_count=MIN_STEM,
                sg=1,
                negative=5,
                epochs=4,
                workers=1,
                seed=1,
            )
            for stem in model.wv.index_to_key:
                row = model.wv[stem]
                self.vectors[stem] = row / np.linalg.norm(row) * _VECTOR_NORM


def listed_words() -> list[str]:
    """Folded words of the lists that tell of names."""
    found: list[str] = []
    for name, column in (
        ("person_names", 3),
        ("places", 0),
        ("countries", 1),
        ("country_words", 1),
        ("country_words", 2),
        ("country_words", 4),
        ("bodies", 0),
        ("bodies", 1),
        ("media", 0),
        ("media", 1),
        ("roles", 0),
        ("roles", 1),
        ("roles", 2),
        ("body_heads", 0),
        ("honorifics", 0),
        ("name_words", 0),
        ("ordinary_words", 0),
        ("not_names", 0),
        ("peoples", 0),
        ("peoples", 1),
    ):
        for row in load_rows(name):
            cell = row[column] if len(row) > column else ""
            found += fold(cell.replace("|", " ").replace("_", " ")).split()
    return sorted(set(found))


def _parts(*names: str) -> frozenset[str]:
    cells = (cell for name in names for row in load_rows(name) for cell in row[:2])
    return frozenset(fold(w) for cell in cells for w in cell.replace("|", " ").split())


class Lists:
    """What the lists of the lexicon say of a stem, with and without its article."""

    def __init__(self) -> None:
        self._lookup = lookup()
        self._places, self._bodies = _parts("places"), _parts("bodies", "media")

    def of(self, stem: str) -> list[str]:
        found = self._one(stem, "")
        if stem.startswith("ال") and len(stem) > _MIN_ARTICLE:
            found += self._one(stem[2:], "-")
        return found

    def _one(self, form: str, mark: str) -> list[str]:
        info = self._lookup.word(form)
        found = []
        if not info.name_clitic:
            given, family, foreign = info.name
            found += [f"given{min(given, _NAME_BITS)}"] * (given > 0)
            found += [f"family{min(family, _NAME_BITS)}"] * (family > 0)
            found += ["foreign"] * (foreign > 0)
        if info.roles and not info.role_clitic:
            found += ["role", f"role:{info.roles[0].kind}", f"role:{info.roles[0].number}"]
        if info.body is not None and not info.body_clitic:
            found += ["body", f"body:{info.body.sector}", f"body:{info.body.kind}"]
        if info.demonym is not None and not info.demonym_clitic:
            found.append("nisba")
        if info.small:
            found.append(f"small:{info.small}")
        found += ["honorific"] * bool(info.honorific) + ["common"] * info.common
        found += ["ordinary"] * (info.ordinary and not info.ordinary_clitic)
        found += [f"begins:{name}" for clitic, name in info.phrases if not clitic]
        found += ["place"] * (form in self._places) + ["bodypart"] * (form in self._bodies)
        return [mark + name for name in dict.fromkeys(found)]


class Inputs:
    """Numbers of all features of all forms that are read while training."""

    def __init__(
        self, corpus: Corpus, learn: list[Stream], more: list[Stream], lists: bool = True
    ) -> None:
        split = load().splitter.split
        self.forms = list(dict.fromkeys(f for s in [*learn, *more] for f in s.forms))
        self.number = {f: i for i, f in enumerate(self.forms)}
        splits = {f: split(f) for f in self.forms}
        frequency = Counter(splits[f].stem for s in learn for f in s.forms)
        seen = {s for s, n in frequency.items() if n >= MIN_SEEN}
        known = {s for s, n in corpus.counts.items() if n >= MIN_STEM} | seen
        for word in listed_words():
            known.add(split(word).stem)
        #: Stems with a row of their own in the tables.
        self.known = sorted(known)
        self.seen = {s: i + 1 for i, s in enumerate(sorted(seen))}
        self._vectors = corpus.vectors
        of = Lists().of if lists else lambda stem: []
        self._lists = {s: of(s) for s in self.known}
        learned = {f for s in learn for f in s.forms}
        count = Counter(n for f in learned for n in set(letters(splits[f])))
        self.letters = {
            n: i for i, n in enumerate(sorted(n for n in count if count[n] >= MIN_LETTERS))
        }
        count = Counter(n for f in learned for n in self._lists.get(splits[f].stem, ()))
        self.lists = {n: i for i, n in enumerate(sorted(n for n in count if count[n] >= MIN_LIST))}
        self.table = Table(self, [splits[f] for f in self.forms])

    def known_table(self) -> Table:
        """The known stems alone, each as in a word without particle."""
        split = load().splitter.split
        rows = []
        for stem in self.known:
            found = split(stem)
            if found.stem != stem:  # it is divided only behind another particle
                found = Split("", stem, "")
            rows.append(found)
        return Table(self, rows, proclitics=False)

    def of(self, split: Split) -> tuple[list[int], list[int], int, np.ndarray | None]:
        """Letters, lists, stem and vector of a divided word."""
        spelled = [self.letters[n] for n in letters(split) if n in self.letters]
        listed = [self.lists[n] for n in self._lists.get(split.stem, ()) if n in self.lists]
        return spelled, listed, self.seen.get(split.stem, 0), self._vectors.get(split.stem)


class Table:
    """Features of divided words as flat arrays."""

    def __init__(self, inputs: Inputs, splits: list[Split], proclitics: bool = True) -> None:
        size = len(next(iter(inputs._vectors.values()), np.zeros(1)))
        self.vector = np.zeros((len(splits), size), np.float32)
        self.stem = np.zeros(len(splits), np.int64)
        spelled, listed = [], []
        same: dict[str, int] = {}
        for i, split in enumerate(splits):
            own, lists, self.stem[i], vector = inputs.of(split)
            if not proclitics:
                clitic = inputs.letters.get(PROCLITIC + split.proclitic)
                own = [n for n in own if n != clitic]
            spelled.append(own)
            listed.append(lists)
            if vector is not None:
                self.vector[i] = vector
        self.same = np.array([same.setdefault(s.stem, len(same)) for s in splits])
        self.letters, self.lists = _flat(spelled), _flat(listed)


def _flat(rows: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    ends = np.cumsum([0, *[len(row) for row in rows]])
    return np.array([n for row in rows for n in row], np.int64), ends
