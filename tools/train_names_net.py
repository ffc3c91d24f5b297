"""The network of the name tagger in torch, its training, and its tables as the package has them."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from train_names_inputs import Inputs, Stream, Table

from khabar.names.tagger import TAGS
from khabar.words.features import GAP_KINDS

COUNT = len(TAGS)
#: Words of one training segment.
SEGMENT = 256
_NEVER = -1e4
_FORBIDDEN = torch.tensor([[b[0] == "I" and a[1:] != b[1:] for b in TAGS] for a in TAGS])


@dataclass
class Plan:
    """How the network is trained; chosen on the ninth tenth."""

    epochs: int
    batch: int = 8
    rate: float = 3e-3
    drop: float = 0.3
    #: Share of words whose stem is hidden, and whose vector is too: they stand for unknown words.
    forget: float = 0.25
    hide: float = 0.1
    decay: float = 1e-2


class Net(nn.Module):
    """Word vectors, two layers of neighbours, a memory, and scores of tag pairs."""

    def __init__(self, inputs: Inputs, width: int, hidden: int, seed: int, drop: float) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.drop = drop
        self.stem = nn.Embedding(len(inputs.seen) + 1, width)
        self.letters = nn.EmbeddingBag(len(inputs.letters) + 1, width, mode="sum")
        self.lists = nn.EmbeddingBag(len(inputs.lists) + 1, width, mode="sum")
        self.vector = nn.Linear(inputs.table.vector.shape[1], width, bias=False)
        self.before, self.after = nn.Embedding(GAP_KINDS, width), nn.Embedding(GAP_KINDS, width)
        for part, scale in (
            (self.stem, 0.05),
            (self.letters, 0.1),
            (self.lists, 0.1),
            (self.vector, 0.15),
            (self.before, 0.1),
            (self.after, 0.1),
        ):
            nn.init.normal_(part.weight, std=scale)
        self.first = nn.Conv1d(width, hidden, 5, padding=2)
        self.second = nn.Conv1d(hidden, hidden, 3, padding=1)
        self.out = nn.Linear(hidden, COUNT + 1)
        self.memory = nn.Parameter(torch.zeros(COUNT, COUNT))
        self.moves = nn.Parameter(torch.zeros(COUNT, COUNT))

    def words(self, table: Table, numbers: np.ndarray, plan: Plan | None) -> torch.Tensor:
        """Vectors of words, gaps left out; with ``plan``, some lose their stem and vector."""
        stem, vector = table.stem[numbers].copy(), table.vector[numbers]
        if plan is not None:
            luck = torch.rand(len(numbers)).numpy()
            stem[luck < plan.forget] = 0
            vector = vector * (luck >= plan.hide)[:, None]
        own = self.stem(torch.from_numpy(stem)) * torch.from_numpy(stem > 0)[:, None]
        own = own + self.letters(*_gather(table.letters, numbers))
        own = own + self.lists(*_gather(table.lists, numbers))
        return own + self.vector(torch.from_numpy(vector.astype(np.float32)))

    def forward(
        self,
        table: Table,
        words: np.ndarray,
        gaps: tuple[np.ndarray, np.ndarray],
        plan: Plan | None,
    ) -> torch.Tensor:
        """Tag scores of segments of words, -1 where a segment has ended."""
        segments, length = words.shape
        inside = torch.from_numpy((words >= 0).astype(np.float32))[..., None]
        x = self.words(table, np.maximum(words, 0).reshape(-1), plan).view(segments, length, -1)
        x = x + self.before(torch.from_numpy(gaps[0])) + self.after(torch.from_numpy(gaps[1]))
        x = F.dropout(x * inside, self.drop, self.training).transpose(1, 2)
        h = F.relu(self.first(x)) * inside.transpose(1, 2)
        h = F.dropout(h, self.drop / 2, self.training)
        h = h + F.relu(self.second(h))
        h = F.dropout(h.transpose(1, 2), self.drop, self.training)
        y = self.out(h)
        scores, gate = y[..., :COUNT], y[..., COUNT:]
        return scores + self._remember(table, words, scores) * gate

    def _remember(self, table: Table, words: np.ndarray, scores: torch.Tensor) -> torch.Tensor:
        """What the other occurrences of a word's stem in its segment make of it."""
        own = np.where(words >= 0, table.same[np.maximum(words, 0)], -1)
        keys = own + np.arange(len(words))[:, None] * (len(table.same) + 1)
        _, group = np.unique(keys.reshape(-1), return_inverse=True)
        same = torch.from_numpy(group.reshape(-1))
        shares = F.softmax(scores.reshape(-1, COUNT), 1)
        shares = torch.cat([shares, torch.ones(len(shares), 1)], 1)
        total = torch.zeros(int(same.max()) + 1, COUNT + 1).index_add(0, same, shares)
        others = total[same] - shares
        mean = others[:, :COUNT] / others[:, COUNT:].clamp(min=1)
        return (mean @ self.memory * (others[:, COUNT:] > 0.5)).view(scores.shape)

    def loss(self, scores: torch.Tensor, target: torch.Tensor, valid: torch.Tensor) -> torch.Tensor:
        """Cross-entropy of whole sequences."""
        moves = self.moves.masked_fill(_FORBIDDEN, _NEVER)
        right = (scores * target).sum(-1) * valid
        pair = torch.einsum("bla,ac,blc->bl", target[:, :-1], self.moves, target[:, 1:])
        right_total = right.sum() + (pair * valid[:, 1:]).sum()
        total = scores[:, 0]
        for i in range(1, scores.shape[1]):
            step = torch.logsumexp(total[:, :, None] + moves, 1) + scores[:, i]
            total = torch.where(valid[:, i, None] > 0, step, total)
        return (torch.logsumexp(total, 1).sum() - right_total) / valid.sum()


def _gather(rows: tuple[np.ndarray, np.ndarray], numbers: np.ndarray) -> tuple[torch.Tensor, ...]:
    values, ends = rows
    sizes = ends[numbers + 1] - ends[numbers]
    starts = np.cumsum(sizes) - sizes
    at = np.repeat(ends[numbers] - starts, sizes) + np.arange(sizes.sum())
    return torch.from_numpy(values[at]), torch.from_numpy(starts)


@dataclass
class Lesson:
    """Labelled text, how often an epoch shows it, and how much it weighs."""

    stream: Stream
    times: int = 1
    weight: float = 1.0


def train(
    net: Net,
    inputs: Inputs,
    lessons: list[Lesson],
    plan: Plan,
    seed: int,
    log: Callable[[str], None],
    check: Callable[[], str] | None = None,
) -> None:
    """Train on all lessons; one thread and one seed give the same network."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    luck = random.Random(seed)
    numbers = [np.array([inputs.number[f] for f in s.stream.forms]) for s in lessons]
    optimizer = torch.optim.AdamW(
        net.parameters(), lr=plan.rate, weight_decay=plan.decay, betas=(0.9, 0.98)
    )
    steps = plan.epochs * sum(
        s.times * -(-(len(n) // SEGMENT + 1) // plan.batch)
        for s, n in zip(lessons, numbers, strict=True)
    )
    step = 0
    for epoch in range(plan.epochs):
        net.train()
        batches = []
        for lesson, own in zip(lessons, numbers, strict=True):
            for _ in range(lesson.times):
                first = luck.randrange(SEGMENT) - SEGMENT
                cuts = [
                    (max(0, a), min(len(own), a + SEGMENT))
                    for a in range(first, len(own), SEGMENT)
                    if a + SEGMENT > 0
                ]
                luck.shuffle(cuts)
                batches += [
                    (lesson, own, cuts[k : k + plan.batch]) for k in range(0, len(cuts), plan.batch)
                ]
        luck.shuffle(batches)
        total = 0.0
        for lesson, own, cuts in batches:
            words, gaps, target, valid = _batch(lesson.stream, own, cuts)
            loss = net.loss(net(inputs.table, words, gaps, plan), target, valid) * lesson.weight
            for group in optimizer.param_groups:
                group["lr"] = plan.rate * min(1.0, step / 100) * max(0.03, 1 - step / steps)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            total += loss.item()
        log(f"epoch {epoch + 1}: {total / len(batches):.4f} {check() if check else ''}")


def _batch(
    stream: Stream, numbers: np.ndarray, cuts: list[tuple[int, int]]
) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray], torch.Tensor, torch.Tensor]:
    length = max(b - a for a, b in cuts)
    words = np.full((len(cuts), length), -1)
    before, after = np.zeros_like(words), np.zeros_like(words)
    target = np.zeros((len(cuts), length, COUNT), np.float32)
    for i, (a, b) in enumerate(cuts):
        size = b - a
        words[i, :size] = numbers[a:b]
        before[i, :size], after[i, :size] = stream.before[a:b], stream.after[a:b]
        assert stream.target is not None
        target[i, :size] = stream.target[a:b]
    valid = torch.from_numpy((words >= 0).astype(np.float32))
    return words, (before, after), torch.from_numpy(target), valid


def write(path: Path, net: Net, inputs: Inputs) -> None:
    """One ``npz`` whose bytes depend on nothing but the tables."""
    net.eval()
    known = inputs.known_table()
    with torch.inference_mode():
        rows = net.words(known, np.arange(len(inputs.known)), None).numpy()
        scale = np.abs(rows).max(1) / 127 + 1e-9
        letter_rows = net.letters.weight.numpy().copy()
        letter_rows[-1] = 0  # the row of a word without any
        tables = {
            "stems": _pack(inputs.known),
            "stem_rows": np.rint(rows / scale[:, None]).astype(np.int8),
            "stem_scale": scale.astype(np.float16),
            "letters": _pack(list(inputs.letters)),
            "letter_rows": letter_rows.astype(np.float16),
            "before": net.before.weight.numpy(),
            "after": net.after.weight.numpy(),
            "first": _stacked(net.first),
            "first_bias": net.first.bias.numpy(),
            "second": _stacked(net.second),
            "second_bias": net.second.bias.numpy(),
            "out": np.ascontiguousarray(net.out.weight.numpy().T),
            "out_bias": net.out.bias.numpy(),
            "memory": net.memory.numpy(),
            "moves": net.moves.masked_fill(_FORBIDDEN, _NEVER).numpy(),
        }
    # Not compressed: it would save a twentieth of the file and cost more than all else in reading it.
    with zipfile.ZipFile(path, "w") as archive:
        for name, table in tables.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, table, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue())


def _stacked(layer: nn.Conv1d) -> np.ndarray:
    """Weights of neighbours side by side: (place x input, output)."""
    weight = layer.weight.numpy().transpose(2, 1, 0)
    return np.ascontiguousarray(weight.reshape(-1, weight.shape[2]))


def _pack(strings: list[str]) -> np.ndarray:
    return np.frombuffer(zlib.compress("\n".join(strings).encode("utf-8"), 9), np.uint8)
