"""Train the name tagger: ``python tools/train_names.py --data DIR`` writes ``tagger.npz``.

``DIR`` holds ``names/anercorp-train.txt`` and ``ant/*.jsonl.gz``. The steps:

1. describe every stem by its neighbours in the corpus and by the lists of the lexicon;
2. with ``--silver FILE --first FILE``, take the labels that ``tools/train_names_teacher.py`` gave
   running text, averaged with those of a first network, which ``--choose`` wrote;
3. train the network on nine tenths of ANERCorp's training part, on our own annotated sentences
   (``annotations/names.tsv``) and on that text.

The last tenth is never learned from; its score is printed. ``--choose`` learns from eight tenths
and scores the ninth: what settings are chosen on.
"""

from __future__ import annotations

import argparse
import pickle
import time
from pathlib import Path

import annotated_names
import numpy as np
from train_names_data import Sentence, anercorp_parts, ant_sentences, best_tags, conll
from train_names_inputs import Corpus, Inputs, Stream
from train_names_net import Lesson, Net, Plan, train, write

from khabar.names import tagger
from khabar.words.model import load

OUT = Path(tagger.__file__).parent / "tagger.npz"
WIDTH, HIDDEN, SEED = 48, 64, 1
PARTS = ("lists", "vectors", "own")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--silver", type=Path, help="labels of running text by the teacher")
    parser.add_argument("--first", type=Path, help="tables that judge that text as well")
    parser.add_argument("--cache", type=Path, help="file that keeps the corpus between runs")
    parser.add_argument("--choose", action="store_true", help="score the ninth tenth instead")
    parser.add_argument("--without", action="append", default=[], choices=PARTS)
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--width", type=int, default=WIDTH)
    parser.add_argument("--hidden", type=int, default=HIDDEN)
    parser.add_argument("--drop", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--gold-times", type=int, default=2)
    parser.add_argument("--forget", type=float, default=0.25)
    parser.add_argument("--own-times", type=int, default=2)
    args = parser.parse_args()
    start = time.monotonic()

    def log(message: str) -> None:
        print(f"{time.monotonic() - start:7.1f} s  {message}", flush=True)

    corpus = read_corpus(args.data, args.cache)
    if "vectors" in args.without:
        corpus.vectors = {}
    learn, dev, held = anercorp_parts(args.data)
    test = dev if args.choose else held
    gold = labelled(learn if args.choose else learn + dev)
    unseen = labelled(test)
    silver = labelled_by_teacher(args.data, args.silver) if args.silver else None
    own = None if "own" in args.without else labelled(annotated_names.sentences(args.data))
    every = [stream for stream in (gold, own, silver) if stream]
    inputs = Inputs(corpus, every, [unseen], "lists" not in args.without)
    log(f"{sum(len(s.forms) for s in every)} words to learn from, {len(inputs.known)} stems")
    plan = Plan(args.epochs, args.batch, drop=args.drop, forget=args.forget)
    lessons = [Lesson(gold)]
    if silver:
        judged = best_tags((silver.target + shares(args.first, silver)) / 2)
        silver.target = np.eye(len(tagger.TAGS), dtype=np.float32)[judged]
        lessons = [Lesson(gold, args.gold_times), Lesson(silver)]
    if own:
        lessons.append(Lesson(own, args.own_times if silver else 1))
    net = Net(inputs, args.width, args.hidden, args.seed, plan.drop)
    train(net, inputs, lessons, plan, args.seed, log)
    write(args.out, net, inputs)
    log(f"wrote {args.out}: {args.out.stat().st_size} bytes")
    print(score(args.out, test))


def labelled_by_teacher(data: Path, labels: Path) -> Stream:
    with np.load(labels) as found:
        sentences, target = ant_sentences(data, int(found["words"])), found["target"]
    return Stream(sentences, target)


def shares(path: Path, stream: Stream) -> np.ndarray:
    """What written tables make of every word, as probabilities of its tags."""
    model = tagger.Tagger(path.read_bytes())
    kinds = np.append(stream.before, stream.after[-1:])
    scores = model.scores(load().look_up(stream.forms), kinds, np.ones(len(stream.forms), np.bool_))
    raised = np.exp(scores - scores.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def read_corpus(data: Path, cache: Path | None) -> Corpus:
    if cache and cache.exists():
        with cache.open("rb") as file:
            return pickle.load(file)
    corpus = Corpus(data)
    if cache:
        with cache.open("wb") as file:
            pickle.dump(corpus, file)
    return corpus


def labelled(sentences: list[Sentence]) -> Stream:
    tags = [tagger.TAGS.index(t) for s in sentences for _, t in s]
    return Stream([[w for w, _ in s] for s in sentences], np.eye(len(tagger.TAGS))[tags])


def score(path: Path, sentences: list[Sentence]) -> str:
    """How the written tables tag sentences."""
    model = tagger.Tagger(path.read_bytes())
    found = tagger.tag_with(model, [w for s in sentences for w, _ in s])
    return conll([t for s in sentences for _, t in s], found)


if __name__ == "__main__":
    main()
