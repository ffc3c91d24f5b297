"""Train the name tagger: ``python tools/train_names.py --data DIR`` writes its weights.

An averaged perceptron over tag sequences (python-crfsuite) learns from nine tenths of ANERCorp's
training part; the last tenth is never learned from, and its score is printed.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path

import pycrfsuite
from train_names_data import anercorp_parts, conll

from khabar.names import tagger
from khabar.text import fold

OUT = Path(tagger.__file__).parent / "tagger_weights.tsv"
NOTE = """# Weights of the name tagger in hundredths, written by tools/train_names.py.
# Learned from ANERCorp (CAMeL Lab's split), CC BY-SA 4.0, which these weights keep.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True)
    parser.add_argument("--rounds", type=int, default=8)
    args = parser.parse_args()
    learn, dev, held = anercorp_parts(args.data)
    trainer = pycrfsuite.Trainer(algorithm="ap", verbose=False)
    trainer.set_params({"max_iterations": args.rounds})
    known: dict[str, list[str]] = {}
    for sentence in learn + dev:
        words = [known.setdefault(w, tagger.properties(fold(w))) for w, _ in sentence]
        rows = [
            [
                f"{place + tagger.REACH}{name}"
                for place in range(-tagger.REACH, tagger.REACH + 1)
                if 0 <= i + place < len(words)
                for name in words[i + place]
            ]
            for i in range(len(words))
        ]
        trainer.append(rows, [t for _, t in sentence])
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        model = pycrfsuite.Tagger()
        model.open(f"{folder}/model")
        info = model.info()
        write(info.state_features, info.transitions)
    gold = [t for s in held for _, t in s]
    print(conll(gold, tagger.tag([w for s in held for w, _ in s])))


def write(states: dict[tuple[str, str], float], moves: dict[tuple[str, str], float]) -> None:
    rows: dict[str, list[int]] = defaultdict(lambda: [0] * len(tagger.TAGS))
    for (name, label), weight in states.items():
        rows[name][tagger.TAGS.index(label)] = round(weight * 100)
    pairs = [round(100 * moves.get((a, b), 0.0)) for a in tagger.TAGS for b in tagger.TAGS]
    lines = ["moves\t" + "\t".join(map(str, pairs))]
    for name in sorted(rows):
        if any(abs(w) >= 20 for w in rows[name]):
            lines.append(f"{name[1:]}\t{name[0]}\t{' '.join(map(str, rows[name]))}")
    OUT.write_text(NOTE + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
