"""Learn how sure a statement is, and write the weights that the statement room reads.

usage: python tools/train_confidence.py GOLD_DIR [GOLD_DIR …] [--unread GOLD_DIR] [--out FILE]

Reads every article of the gold folders (``NNN.txt``, ``NNN.json``, ``refs.json`` with a ``source``
for each) and labels each statement by whether an annotated one shares at least half of its words
(Dice) and has the same speaker. Fits a logistic regression (scikit-learn, L2), prints how often
statements of each band of confidence are right with each outlet left out in turn, and writes
``khabar/lexicon/confidence_weights.tsv``: feature, weight. Same data, same file.
Run it last: it learns from what all other steps do. Articles that rules were made on make it too
sure of itself: ``--unread`` names a folder that nobody has worked on, and all confidences are lowered
until of the statements there with .9 and more at least 95 in 100 are right.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import khabar
from khabar.statements import drafts
from khabar.statements.confidence import describe
from khabar.text import fold

OUT = Path(__file__).parent.parent / "khabar" / "lexicon" / "confidence_weights.tsv"
HEADER = """# Weights of the model behind a statement's confidence: feature, weight.
# Written by tools/train_confidence.py from annotated articles; do not edit by hand.
"""
_WORD = re.compile(r"\w+")
_BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0001)


#: Of the statements with at least this confidence, so many are right.
SURE, RIGHT = 0.9, 0.95


def collect(folder: Path) -> tuple[list[dict[str, float]], list[int], list[str]]:
    """Features, labels and outlets of every statement that Khabar finds in a gold folder."""
    refs = json.loads((folder / "refs.json").read_text(encoding="utf-8"))
    seen: list[dict[str, float]] = []
    kept = drafts.confidence

    def watch(*args):  # type: ignore[no-untyped-def]
        seen.append(describe(*args))
        return kept(*args)

    rows, labels, outlets = [], [], []
    drafts.confidence = watch  # type: ignore[assignment]
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["statements"]
        seen.clear()
        found = khabar.read(text, date=refs[path.stem].get("date") or None).statements
        rows += seen
        labels += right(text, found, gold)
        outlets += [refs[path.stem]["source"]] * len(found)
    drafts.confidence = kept
    return rows, labels, outlets


def right(text: str, found, gold) -> list[int]:  # type: ignore[no-untyped-def]
    """Whether each statement found has its like in the gold; best pairs first."""
    words = [m.span() for m in _WORD.finditer(text)]

    def inside(spans) -> set[int]:  # type: ignore[no-untyped-def]
        return {i for i, (s, e) in enumerate(words) if any(s < b and e > a for a, b in spans)}

    ours, theirs = [inside(s.content) for s in found], [inside(s["content"]) for s in gold]
    pairs = [
        (2 * len(a & b) / (len(a) + len(b)), i, j)
        for i, a in enumerate(ours)
        for j, b in enumerate(theirs)
        if a & b
    ]
    labels = [0] * len(found)
    used: set[int] = set()
    met: set[int] = set()
    for dice, i, j in sorted(pairs, reverse=True):
        if dice >= 0.5 and i not in met and j not in used:
            met.add(i)
            used.add(j)
            labels[i] = int(same_speaker(text, found[i].speaker.name, gold[j]["speaker"]))
    return labels


def same_speaker(text: str, name: str | None, gold) -> bool:  # type: ignore[no-untyped-def]
    """A form that the article uses for that speaker, or the whole name within these forms."""
    forms = [gold["name"], *gold.get("aliases", [])]
    if gold.get("span"):
        forms.append(text[slice(*gold["span"])])
    split = [_WORD.findall(fold(form)) for form in forms]
    ours = _WORD.findall(fold(name or ""))
    known = {word for form in split for word in form}
    return bool(ours) and (ours in split or set(split[0]) <= set(ours) <= known)


def fit(rows: list[dict[str, float]], labels: list[int], c: float):  # type: ignore[no-untyped-def]
    vectorizer = DictVectorizer(sparse=False)
    model = LogisticRegression(C=c, max_iter=2000, random_state=0, solver="liblinear")
    model.fit(vectorizer.fit_transform(rows), labels)
    return vectorizer, model


def caution(vectorizer, model, unread: Path) -> float:  # type: ignore[no-untyped-def]
    """How far the sums are lowered, so that what is sure on unread articles is right there."""
    rows, labels, _ = collect(unread)
    sums, y = model.decision_function(vectorizer.transform(rows)), np.array(labels)
    for lowered in np.arange(0.0, 2.0, 0.1):
        sure = 1 / (1 + np.exp(lowered - sums)) >= SURE
        if sure.any() and y[sure].mean() >= RIGHT:
            break
    print(
        f"lowered by {lowered:.1f}: of {len(y)} unread statements {sure.sum()} are sure, ", end=""
    )
    print(f"{y[sure].mean():.3f} of them right")
    return float(lowered)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--unread", type=Path, help="gold that no rule was made on")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--c", type=float, default=0.3, help="inverse strength of regularization")
    args = parser.parse_args()
    rows, labels, outlets = [], [], []
    for folder in args.gold:
        for whole, part in zip((rows, labels, outlets), collect(folder), strict=True):
            whole.extend(part)  # type: ignore[attr-defined]
    y = np.array(labels)
    print(f"{len(rows)} statements, {y.mean():.3f} of them right with their speaker")
    held = np.zeros(len(rows))
    for outlet in sorted(set(outlets)):
        train = [i for i, o in enumerate(outlets) if o != outlet]
        test = [i for i, o in enumerate(outlets) if o == outlet]
        vectorizer, model = fit([rows[i] for i in train], [labels[i] for i in train], args.c)
        held[test] = model.predict_proba(vectorizer.transform([rows[i] for i in test]))[:, 1]
    print("each outlet left out:")
    for low, high in itertools.pairwise(_BANDS):
        part = (held >= low) & (held < high)
        if part.sum():
            print(
                f"  {low:.2f}-{min(high, 1):.2f}: {part.sum()} statements, {y[part].mean():.3f} right"
            )
    vectorizer, model = fit(rows, labels, args.c)
    lowered = caution(vectorizer, model, args.unread) if args.unread else 0.0
    lines = [f"bias\t{model.intercept_[0] - lowered:.3f}"]
    names = vectorizer.get_feature_names_out()
    lines += [f"{n}\t{w:.3f}" for n, w in sorted(zip(names, model.coef_[0], strict=True))]
    args.out.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
