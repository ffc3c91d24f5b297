"""Learn which triggers tell a political event, and write the weights that the event room reads.

usage: python tools/train_events.py GOLD_DIR [GOLD_DIR …] [--data DIR] [--out FILE]

Two sources: the articles of the gold folders that have ``events`` (``NNN.txt``, ``NNN.json`` and
``refs.json`` with a ``source`` for each), and single triggers judged by hand in other articles of the
data folder (``tools/annotations/events.tsv``, and articles of sections without politics in
``events_none.tsv``). A logistic regression (scikit-learn, L2) learns from
both; no feature belongs to a single trigger word, so that one nobody has annotated is judged like the
others. Prints the typed F1 with each outlet left out in turn, and writes ``khabar/lexicon/events_weights.tsv``. Same data, same file. No text of the
articles is written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from train_statements import article

from khabar import names, statements, times, words
from khabar.events import choosing, finding
from khabar.events.finding import Draft
from khabar.events.scene import Scene
from khabar.events.telling import told_once
from khabar.reading import parse_date
from khabar.text import read_text

OUT = Path(__file__).parent.parent / "khabar" / "lexicon" / "events_weights.tsv"
NONE = Path(__file__).parent / "annotations" / "events_none.tsv"
JUDGED = Path(__file__).parent / "annotations" / "events.tsv"
HEADER = """\
# Weights of the features by which triggers are taken for events (khabar/events/choosing.py).
# Written by tools/train_events.py from annotated news; the annotated text is not part of this file.
"""
#: A feature must occur in so many articles.
ARTICLES = 3


@dataclass
class Article:
    """One article with its triggers: features, and 1, 0 or None (not known) for each."""

    name: str
    outlet: str
    scene: Scene
    gold: list[dict[str, Any]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    labels: list[int | None] = field(default_factory=list)


def read(text: str, date: str | None) -> Scene:
    layout, when = read_text(text), parse_date(date or None)
    analysis = words.analyse(layout)
    found = times.find(layout, when)
    said = statements.find(layout, analysis, names.find(layout, analysis, found, when), found)
    return finding.prepare(layout, analysis, said.names, said.statements)


def features(scene: Scene, drafts: list[Draft]) -> list[list[str]]:
    topic = choosing.Topic(scene)
    return [choosing.features(scene, draft, topic) for draft in drafts]


def from_gold(folder: Path) -> Iterator[Article]:
    refs = json.loads((folder / "refs.json").read_text(encoding="utf-8"))
    for path in sorted(folder.glob("*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        if "events" not in gold:
            continue
        scene = read(path.read_text(encoding="utf-8"), refs[path.stem].get("date"))
        made = Article(path.stem, refs[path.stem]["source"], scene, gold["events"])
        made.drafts = finding.drafts(scene)
        made.rows = features(scene, made.drafts)
        told = _events_told(made)
        made.labels = [_label(made, draft, told) for draft in made.drafts]
        yield made


def _events_told(made: Article) -> set[int]:
    """The words that tell an event of the gold, or tell it again."""
    told: set[int] = set()
    for draft in told_once(made.scene, finding.drafts(made.scene)):
        tells = [draft.word, *draft.repeats]
        if any(is_gold(made, w, draft.type) for w in tells):
            told.update(tells)
    return told | {d.word for d in made.drafts if is_gold(made, d.word, d.type)}


def _label(made: Article, draft: Draft, told: set[int]) -> int | None:
    """1 for what tells an event of the gold; not known for what may tell one of them again."""
    if draft.word in told:
        return 1
    same = {d.trigger.lemma for d in made.drafts if d.word in told and d.type == draft.type}
    return None if draft.trigger.lemma in same else 0


def is_gold(made: Article, word: int, kind: str) -> bool:
    start, end = made.scene.text.span(word, word + 1)
    return any(
        e["type"] == kind and start < e["trigger"][1] and end > e["trigger"][0] for e in made.gold
    )


def from_judged(data: Path, table: Path) -> Iterator[Article]:
    judged: dict[tuple[str, int], dict[tuple[int, str], int]] = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            source, index, offset, kind, label = line.split("\t")
            judged.setdefault((source, int(index)), {})[int(offset), kind] = int(label)
    for line in NONE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            source, index = line.split("\t")
            judged.setdefault((source, int(index)), {})
    for (source, index), answers in sorted(judged.items()):
        found = article(data, source, index)
        if found is None:
            continue
        made = Article(f"{source}:{index}", "judged:" + source.split("/")[0], read(*found))
        made.drafts = finding.drafts(made.scene)
        made.rows = features(made.scene, made.drafts)
        starts = made.scene.text.starts
        rest = None if answers else 0
        made.labels = [answers.get((starts[d.word], d.type), rest) for d in made.drafts]
        yield made


def fit(articles: Iterable[Article], c: float) -> dict[str, float]:
    """Weights of the features that occur in enough articles."""
    where: dict[str, set[str]] = {}
    rows, labels = [], []
    for made in articles:
        for row, label in zip(made.rows, made.labels, strict=True):
            if label is None:
                continue
            rows.append(row)
            labels.append(label)
            for feature in row:
                where.setdefault(feature, set()).add(made.name)
    known = {f for f, names_ in where.items() if len(names_) >= ARTICLES}
    vectorizer = DictVectorizer(sparse=False, dtype=np.float32)
    matrix = vectorizer.fit_transform([{f: 1.0 for f in row if f in known} for row in rows])
    model = LogisticRegression(C=c, max_iter=3000, random_state=0, solver="liblinear")
    model.fit(matrix, labels)
    weight = dict(zip(vectorizer.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
    weight["bias"] = weight.get("bias", 0.0) + float(model.intercept_[0])
    return weight


def probability(row: list[str], weight: dict[str, float]) -> float:
    return float(1 / (1 + np.exp(-sum(weight.get(name, 0.0) for name in row))))


def typed(made: Article, weight: dict[str, float], threshold: float) -> tuple[int, int, int]:
    """Right, said and gold events of an article, by trigger and type."""
    drafts = finding.drafts(made.scene)
    for draft, row in zip(drafts, made.rows, strict=True):
        draft.confidence = probability(row, weight)
    said = told_once(made.scene, [d for d in drafts if d.confidence >= threshold])
    right = 0
    open_events = list(made.gold)
    for draft in said:
        start, end = made.scene.text.span(draft.word, draft.word + 1)
        for event in open_events:
            if (
                event["type"] == draft.type
                and start < event["trigger"][1]
                and end > event["trigger"][0]
            ):
                right += 1
                open_events.remove(event)
                break
    return right, len(said), len(made.gold)


def report(name: str, counts: Iterable[tuple[int, int, int]]) -> float:
    right, said, gold = (sum(column) for column in zip(*counts, strict=True))
    f1 = 2 * right / max(1, said + gold)
    print(f"{name}: P {right / max(1, said):.3f} R {right / max(1, gold):.3f} F1 {f1:.3f}")
    return f1


def by_outlet(articles: list[Article], c: float) -> dict[str, dict[str, float]]:
    """For each outlet the weights learned without it."""
    outlets = sorted({a.outlet for a in articles})
    return {o: fit([a for a in articles if a.outlet != o], c) for o in outlets}


def print_judged(articles: list[Article], weights: dict[str, dict[str, float]], at: float) -> None:
    """How triggers outside the gold are judged, their outlets left out."""
    right = said = true = 0
    for made in articles:
        if not made.outlet.startswith("judged"):
            continue
        for row, label in zip(made.rows, made.labels, strict=True):
            if label is not None:
                yes = probability(row, weights[made.outlet]) >= at
                right, said, true = right + (yes and label), said + yes, true + label
    print(f"judged triggers: P {right / max(1, said):.3f} R {right / max(1, true):.3f} of {true}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--c", type=float, default=0.2, help="inverse strength of regularization")
    parser.add_argument("--threshold", type=float, default=0.38)
    args = parser.parse_args()
    articles = [a for folder in args.gold for a in from_gold(folder)]
    articles += from_judged(args.data, JUDGED)
    known = Counter(label for a in articles for label in a.labels)
    print(f"{len(articles)} articles, triggers: {known[1]} tell an event, {known[0]} do not")
    held = by_outlet(articles, args.c)
    gold = [a for a in articles if not a.outlet.startswith("judged")]
    for at in np.arange(0.2, 0.71, 0.05):
        report(f"each outlet left out, p >= {at:.2f}", [typed(a, held[a.outlet], at) for a in gold])
    print_judged(articles, held, args.threshold)
    weight = fit(articles, args.c)
    report("as learned", [typed(a, weight, args.threshold) for a in gold])
    lines = [f"threshold\t{args.threshold:.2f}"]
    lines += [f"{name}\t{value:.3f}" for name, value in sorted(weight.items()) if abs(value) > 0.01]
    args.out.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} lines → {args.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
