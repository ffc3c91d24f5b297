"""Reading the text that the name tagger is trained on, and scoring."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from khabar.names.tagger import TAGS

KINDS = ("PERS", "LOC", "ORG", "MISC")
Sentence = list[tuple[str, str]]

#: A token as ANERCorp has them.
TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W_]+(?:[\u064b-\u0652\u0670\u0640]+[^\W_]*)*|[^\s]")


def read_anercorp(path: Path) -> list[Sentence]:
    """Sentences of a ``token TAG`` file; a sentence ends at ``.``."""
    sentences: list[Sentence] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        token, tag = line.rsplit(" ", 1)
        sentences[-1].append((token, tag))
        if token == ".":
            sentences.append([])
    return [s for s in sentences if s]


def anercorp_parts(data: Path) -> tuple[list[Sentence], list[Sentence], list[Sentence]]:
    """Eight tenths to learn from, one to choose settings on, and the last one, held out."""
    sentences = read_anercorp(data / "names" / "anercorp-train.txt")
    total = sum(map(len, sentences))
    parts: tuple[list[Sentence], list[Sentence], list[Sentence]] = ([], [], [])
    at = 0
    for sentence in sentences:
        parts[0 if at < 0.8 * total else 1 if at < 0.9 * total else 2].append(sentence)
        at += len(sentence)
    return parts


def ant_articles(data: Path) -> list[str]:
    """Articles of the ANT corpus, each once, in a fixed random order."""
    texts = {}
    for path in sorted((data / "ant").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                texts[f"{item['title']} .\n{item['content']}"] = 0
    shuffled = list(texts)
    random.Random(7).shuffle(shuffled)
    return shuffled


def tokens_of(text: str) -> Iterator[list[str]]:
    """Sentences of running text, split into tokens as ANERCorp has them."""
    for paragraph in text.splitlines():
        sentence: list[str] = []
        for token in TOKEN.findall(paragraph):
            sentence.append(token)
            if token == ".":
                yield sentence
                sentence = []
        if sentence:
            yield sentence


def ant_sentences(data: Path, words: int) -> list[list[str]]:
    """The first ``words`` tokens of the shuffled corpus."""
    found: list[list[str]] = []
    count = 0
    for text in ant_articles(data):
        for sentence in tokens_of(text):
            found.append(sentence)
            count += len(sentence)
        if count >= words:
            break
    return found


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Entities of a tag sequence as the CoNLL script finds them."""
    found, start, kind = set(), -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and (tag[0] != "I" or tag[2:] != kind):
            found.add((start, i, kind))
            start = -1
        if tag[0] == "B" or (tag[0] == "I" and start < 0):
            start, kind = i, tag[2:]
    return found


def conll(gold: list[str], found: list[str]) -> str:
    """Strict F1: all kinds, without MISC, and of each kind."""
    a, b = spans(gold), spans(found)
    parts = []
    for label, kinds in (("all", KINDS), ("PLO", KINDS[:3]), *((k, (k,)) for k in KINDS)):
        x, y = {s for s in a if s[2] in kinds}, {s for s in b if s[2] in kinds}
        hits = len(x & y)
        f = 2 * hits / max(1, len(x) + len(y))
        parts.append(
            f"{label} {f:.3f} (P {hits / max(1, len(y)):.3f} R {hits / max(1, len(x)):.3f})"
        )
    return " | ".join(parts)


def best_tags(shares: np.ndarray) -> list[int]:
    """Indices into ``TAGS``: the likeliest sequence that BIO allows, which a linear chain can learn."""
    moves = np.array([[-1e6 * (b[0] == "I" and a[1:] != b[1:]) for b in TAGS] for a in TAGS])
    scores, back = np.log(shares.astype(np.float64) + 1e-9), []
    best = scores[0] + moves[0]
    for row in scores[1:]:
        reached = best[:, None] + moves
        back.append(reached.argmax(0))
        best = reached.max(0) + row
    path = [int(best.argmax())]
    for pointer in reversed(back):
        path.append(int(pointer[path[-1]]))
    return path[::-1]
