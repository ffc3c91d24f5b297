"""Rebuild the tables of the word layer: ``python tools/train_words.py --data DIR``.

``DIR`` holds ``ud_arabic_pud.conllu``, ``names/anercorp-train.txt`` and ``ant/*.jsonl.gz``. The steps:

1. count the words of the corpus, divide them, and describe every stem by its neighbours;
2. train teachers on four fifths of the treebank: networks with the same inputs as the shipped one,
   and networks that see an encoder's states as well;
3. let them label a ninth of the corpus and the name corpus, whose persons are known to be names;
4. train the small network on these labels and the treebank, and write its tables.

Everything is seeded and runs on one thread. The steps repeat byte for byte when run by themselves;
two whole runs have agreed in loss to 0.0001, not yet in their bytes.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from train_words_corpus import Corpus, name_corpus
from train_words_gold import read_treebank, split_treebank
from train_words_inputs import Inputs, gold_data
from train_words_labels import Log, Source, encode, teach
from train_words_net import Net, Plan, train
from train_words_score import report
from train_words_write import write_model

from khabar.words.features import GAP_KINDS

OUT = Path(__file__).parent.parent / "khabar" / "words" / "model.npz"
#: Width of a word's vector and of the hidden layers.
SIZE = 48
PLAN = Plan(epochs=20, batch=2000, drop=0.1)
PLAN_WITHOUT_TEACHER = Plan(epochs=20, batch=300)
#: How often an epoch shows the treebank for each time it shows the labelled text.
TREEBANK_TIMES = 4
#: Every ninth article is labelled, beginning with the fifth.
NEWS = slice(4, None, 9)
PARTS = ("lexicon", "vectors", "teacher", "encoder", "news", "names")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--cache", type=Path, help="folder that keeps encoder states between runs")
    parser.add_argument("--without", action="append", default=[], choices=PARTS)
    options = parser.parse_args()
    _one_thread()
    build(options.data, options.out, options.cache, frozenset(options.without))


def _one_thread() -> None:
    """Start over with one thread: sums in another order would be other bytes."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    if any(os.environ.get(name) != "1" for name in one):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **one})


def build(data: Path, out: Path, cache: Path | None, without: frozenset[str]) -> None:
    """All steps; ``without`` leaves some of :data:`PARTS` out, to see what they add."""
    log = _log()
    fit, test = split_treebank(read_treebank(data / "ud_arabic_pud.conllu"))
    corpus = Corpus(data)
    log(f"corpus: {len(corpus.stream)} words, {len(corpus.counts)} forms")
    names = name_corpus(data / "names" / "anercorp-train.txt")
    forms = [f for s in fit for f in s.text.forms] + [f for t, _ in names for f in t.forms]
    inputs = Inputs(
        corpus, forms, lexicon="lexicon" not in without, vectors="vectors" not in without
    )
    if "names" not in without:
        inputs.note_names(names)
    log(f"inputs: {len(inputs.letters)} letter features, {len(inputs.stems)} stems")
    gold = gold_data(inputs, fit)
    parts, plan = [gold], PLAN_WITHOUT_TEACHER
    if "teacher" not in without:
        news = Source("news", [t for _, t in corpus.texts[NEWS]])
        named = Source("names", [t for t, _ in names], [tags for _, tags in names])
        sources = [s for s in (news, named) if s.key not in without]
        states = None
        if "encoder" not in without:
            treebank = Source("treebank", [s.text for s in fit])
            states = encode([treebank, *sources], cache, log)
        parts = [*teach(inputs, gold, sources, states, log), *[gold] * TREEBANK_TIMES]
        plan = PLAN
    net = Net(inputs.width, inputs.vector, 0, GAP_KINDS, SIZE, seed=1)
    train(net, inputs.lexical, parts, plan, 1, lambda k, loss: log(f"epoch {k + 1}: {loss:.4f}"))
    write_model(out, net, inputs)
    log(f"wrote {out} ({out.stat().st_size} bytes)")
    print(report(out, test))


def _log() -> Log:
    start = time.monotonic()
    return lambda message: print(f"{time.monotonic() - start:7.1f} s  {message}", flush=True)


if __name__ == "__main__":
    main()
