"""Labels for text that nobody labelled: the mean judgement of several trained networks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from train_words_inputs import Inputs, label_data
from train_words_net import Data, Net, Plan, predict, train
from train_words_teacher import Encoder

from khabar.text import Text
from khabar.words.features import GAP_KINDS

SEEDS = (1, 2, 3)
SIZE = 96
PLAN = Plan(epochs=20, batch=300)
#: Scale of the encoder's states beside the other inputs, once their spread is one.
_SCALE = 0.3
Log = Callable[[str], None]


@dataclass
class Source:
    """Text to label; ``tags`` are BIO tags of names where they are known."""

    key: str
    texts: list[Text]
    tags: list[list[str]] | None = None


def encode(sources: list[Source], cache: Path | None, log: Log) -> dict[str, np.ndarray]:
    """Encoder states of all words of every source, on the scale that the first source sets."""
    found: dict[str, np.ndarray] = {}
    mean = spread = np.float32(0)
    for source in sources:
        path = cache / f"{source.key}.npy" if cache else None
        if path and path.exists():
            states = np.load(path)
        else:
            log(f"encoding {source.key}: {sum(len(t) for t in source.texts)} words")
            states = Encoder().states(source.texts)
            if path:
                np.save(path, states)
        if not found:
            wide = states.astype(np.float32)
            mean, spread = wide.mean(0), wide.std(0) + np.float32(1e-3)
        found[source.key] = ((states - mean) / spread * _SCALE).astype(np.float16)
    return found


def teach(
    inputs: Inputs,
    gold: Data,
    sources: list[Source],
    states: dict[str, np.ndarray] | None,
    log: Log,
) -> list[Data]:
    """Label ``sources`` with networks trained on ``gold``, some of which see encoder states."""
    runs = [label_data(inputs, source.texts) for source in sources]
    total = [np.zeros_like(run.target) for run in runs]
    kinds = (None, states) if states else (None,)
    for kind in kinds:
        lesson = replace(gold, extra=_spaced(gold, kind["treebank"])) if kind else gold
        width = lesson.extra.shape[1] if lesson.extra is not None else 0
        for seed in SEEDS:
            net = Net(inputs.width, inputs.vector, width, GAP_KINDS, SIZE, seed)
            train(net, inputs.lexical, [lesson], PLAN, seed)
            for k, (run, source) in enumerate(zip(runs, sources, strict=True)):
                task = replace(run, extra=_spaced(run, kind[source.key])) if kind else run
                total[k] += predict(net, inputs.lexical, task)
            log(f"teacher {seed}{' with encoder' if kind else ''}")
    count = len(SEEDS) * len(kinds)
    return [
        label_data(inputs, source.texts, judged / count, source.tags)
        for source, judged in zip(sources, total, strict=True)
    ]


def _spaced(data: Data, states: np.ndarray) -> np.ndarray:
    """Encoder states in the rows of ``data``, zero between texts."""
    out = np.zeros((len(data.types), states.shape[1]), np.float16)
    out[data.inside] = states
    return out
