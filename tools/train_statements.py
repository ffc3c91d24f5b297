"""Learn which cues are statements, and write the weights that the statement room reads.

usage: python tools/train_statements.py GOLD_DIR [GOLD_DIR …] [--out FILE]

Reads every article of the gold folders (``NNN.txt``, ``NNN.json``, ``refs.json`` with a ``source``
for each), asks the rules for their reports, labels each by whether the gold has a statement on that
cue, and fits a logistic regression (scikit-learn, L2). Prints the cross-validated figures, each
outlet left out in turn, and writes ``khabar/lexicon/statement_weights.tsv``: feature, weight.
Same data, same file. No text of the articles is written; features are lemmas, classes and word
forms that occur in at least three articles.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import khabar
from khabar.lexicon import linear
from khabar.statements import finding

OUT = Path(__file__).parent.parent / "khabar" / "lexicon" / "statement_weights.tsv"
JUDGED = Path(__file__).parent / "annotations" / "reports.tsv"
HEADER = """# Weights of the model that tells statements from other uses of a cue: feature, weight.
# Written by tools/train_statements.py from annotated articles; do not edit by hand.
"""


def collect(folders: list[Path]) -> tuple[list[list[str]], list[int], list[str], list[str]]:
    """Features, labels, outlet and article of every report of the gold."""
    rows: list[list[str]] = []
    labels: list[int] = []
    outlets: list[str] = []
    names: list[str] = []
    for folder in folders:
        refs = json.loads((folder / "refs.json").read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.txt")):
            gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            said = [(s["cue"], s["content"][0][0]) for s in gold["statements"]]

            def seen(scene, report, features, said=said, path=path, refs=refs):  # type: ignore[no-untyped-def]
                rows.append(features)
                labels.append(int(any(matches(scene, report, *one) for one in said)))
                outlets.append(refs[path.stem]["source"])
                names.append(path.stem)

            finding.observer = seen
            khabar.read(path.read_text(encoding="utf-8"), date=refs[path.stem].get("date") or None)
    finding.observer = None
    return rows, labels, outlets, names


def collect_judged(
    data: Path, table: Path
) -> tuple[list[list[str]], list[int], list[str], list[str]]:
    """The same for single readings judged by hand in articles outside the gold."""
    judged: dict[tuple[str, int], dict[tuple[int, int, str], int]] = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            source, index, cue, content, opener, label = line.split("\t")
            judged.setdefault((source, int(index)), {})[int(cue), int(content), opener] = int(label)
    rows: list[list[str]] = []
    labels: list[int] = []
    outlets: list[str] = []
    names: list[str] = []
    for (source, index), answers in sorted(judged.items()):
        found = article(data, source, index)
        if found is None:
            continue
        text, date = found

        def seen(scene, report, features, answers=answers, source=source, index=index):  # type: ignore[no-untyped-def]
            if report.start >= len(scene.text):
                return
            key = scene.text.starts[report.cue], scene.text.starts[report.start], report.opener
            if key in answers:
                rows.append(features)
                labels.append(answers[key])
                outlets.append("judged:" + source.split("/")[0])
                names.append(f"{source}:{index}")

        finding.observer = seen
        khabar.read(text, date=date)
    finding.observer = None
    return rows, labels, outlets, names


@cache
def _articles(data: Path, source: str) -> list[dict[str, str]]:
    folder, name = source.split("/")
    if folder == "saudinewsnet":
        with zipfile.ZipFile(data / folder / f"{name}.zip") as archive:
            inside = sorted(n for n in archive.namelist() if n.endswith(".json"))
            return [a for n in inside for a in json.loads(archive.read(n))]
    if folder == "press":
        lines = (data / folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
    else:
        with gzip.open(data / folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            lines = file.read().split("\n")
    return [json.loads(line) for line in lines if line]


def article(data: Path, source: str, index: int) -> tuple[str, str] | None:
    """Text and date of one article of the data folder; None where the folder lacks it."""
    try:
        found = _articles(data, source)[index]
    except OSError:
        return None
    date = found.get("date", "2015-08-01")[:10]
    return f"{found.get('title') or ''}\n\n{found.get('content') or ''}", date


def matches(scene, report, cue: list[int], content: int) -> bool:  # type: ignore[no-untyped-def]
    """The report has this cue of the gold, and its content begins within three words of it."""
    start, end = scene.text.span(report.cue, report.cue + 1)
    return cue[0] < end and cue[1] > start and abs(scene.text.word_at(content) - report.start) <= 3


#: Features of a single lemma or form count less, so that its class and its frames speak first.
LEXICAL = re.compile(r"lemma=|form=|prep=|head=|rival=\w*\|\w+\|[\u0621-\u064a]")
LEXICAL_SCALE = 0.7


def scaled(row: list[str], known: set[str]) -> dict[str, float]:
    """Features with their values."""
    return {f: LEXICAL_SCALE if LEXICAL.match(f) else 1.0 for f in row if f in known}


def fit(rows: list[list[str]], labels: list[int], names: list[str], c: float):  # type: ignore[no-untyped-def]
    """A model over the features that occur in at least three articles."""
    articles: dict[str, set[str]] = {}
    for row, name in zip(rows, names, strict=True):
        for feature in row:
            articles.setdefault(feature, set()).add(name)
    known = {f for f, where in articles.items() if len(where) >= 3}
    vectorizer = DictVectorizer(sparse=False, dtype=np.float32)
    matrix = vectorizer.fit_transform([scaled(row, known) for row in rows])
    model = LogisticRegression(C=c, max_iter=2000, random_state=0, solver="liblinear")
    model.fit(matrix, labels)
    return vectorizer, model, known


def predict(fitted, rows: list[list[str]]) -> np.ndarray:  # type: ignore[no-untyped-def]
    """Probabilities that the reports are statements."""
    vectorizer, model, known = fitted
    return model.predict_proba(vectorizer.transform([scaled(row, known) for row in rows]))[:, 1]


def held_out(rows, labels, names, groups, c: float) -> np.ndarray:  # type: ignore[no-untyped-def]
    """Probabilities of reports, each by a model that has seen nothing of its group."""
    held = np.zeros(len(rows))
    for group in sorted(set(groups)):
        train = [i for i, g in enumerate(groups) if g != group]
        test = [i for i, g in enumerate(groups) if g == group]
        fitted = fit(
            [rows[i] for i in train], [labels[i] for i in train], [names[i] for i in train], c
        )
        held[test] = predict(fitted, [rows[i] for i in test])
    return held


def lemma_group(row: list[str]) -> str:
    """One of six groups of lemmas, the same in every run."""
    lemma = next(f for f in row if f.startswith("lemma="))
    return str(sum(lemma.encode()) % 6)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--c", type=float, default=0.15, help="inverse strength of regularization")
    parser.add_argument(
        "--leave-out", default="", help="outlet to leave out of training, for a test on it"
    )
    args = parser.parse_args()
    args.out.write_text(HEADER, encoding="utf-8")
    linear.weights.cache_clear()
    rows, labels, outlets, names = collect(args.gold)
    for more, judged in zip(
        (rows, labels, outlets, names), collect_judged(args.data, JUDGED), strict=True
    ):
        more.extend(judged)  # type: ignore[arg-type]
    y = np.array(labels)
    print(f"{len(rows)} reports, {y.sum()} of them statements; {len(set(names))} articles")
    groups = [o.removeprefix("judged:") for o in outlets]
    for what, parts in (("outlet", groups), ("lemma", [lemma_group(row) for row in rows])):
        held = held_out(rows, labels, names, parts, args.c)
        for threshold in (0.3, 0.35, 0.4, 0.5):
            said = held >= threshold
            tp = int((said & (y == 1)).sum())
            print(
                f"each {what} left out, p >= {threshold}: precision {tp / max(1, said.sum()):.3f}, recall {tp / max(1, y.sum()):.3f}"
            )
    for low in np.arange(0.5, 1.0, 0.1):
        part = (held >= low) & (held < low + 0.1)
        if part.sum():
            print(
                f"p in [{low:.1f}, {low + 0.1:.1f}): {part.sum()} reports, {y[part].mean():.3f} right"
            )
    keep = [i for i, o in enumerate(outlets) if o != args.leave_out]
    vectorizer, model, _ = fit(
        [rows[i] for i in keep], [labels[i] for i in keep], [names[i] for i in keep], args.c
    )
    table = {
        name: weight * (LEXICAL_SCALE if LEXICAL.match(name) else 1.0)
        for name, weight in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    }
    lines = [f"bias\t{model.intercept_[0]:.3f}"]
    lines += [
        f"{name}\t{weight:.3f}" for name, weight in sorted(table.items()) if abs(weight) >= 0.005
    ]
    args.out.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} weights → {args.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
