"""Write the trained network as the tables that ``khabar.words.model`` reads."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import numpy as np
from train_words_inputs import Inputs
from train_words_net import Net


def write_model(path: Path, net: Net, inputs: Inputs) -> None:
    """One ``npz`` whose bytes depend on nothing but the tables."""
    forms = list(
        dict.fromkeys([*sorted(inputs.counts, key=lambda f: (-inputs.counts[f], f)), *inputs.stems])
    )
    number = {f: i for i, f in enumerate(forms)}
    logs = [
        max(1, min(255, round(8 * np.log2(inputs.counts[f])))) if f in inputs.counts else 0
        for f in forms
    ]
    count = len(inputs.letters)
    rows = net.p["F"][count:] + net.vector @ net.p["P"][: net.vector.shape[1]]
    for at, known in enumerate(inputs.stem_letters):
        rows[at] += net.p["F"][known].sum(0)
    scale = np.abs(rows).max(1) / 127 + 1e-9
    # A stem's row holds its letters, so that only unknown stems are spelled out when reading.
    letter_rows = np.vstack([net.p["F"][:count], np.zeros((1, net.p["F"].shape[1]), np.float32)])
    half = np.float16
    tables = {
        "forms": _pack(forms),
        "counts": np.array(logs, np.uint8),
        "pronoun_he": np.array(sorted(number[f] for f in inputs.pronoun_he), np.int32),
        "letters": _pack(list(inputs.letters)),
        "letter_rows": letter_rows.astype(half),
        "stems": np.array([number[s] for s in inputs.stems], np.int32),
        "stem_rows": np.round(rows / scale[:, None]).astype(np.int8),
        "stem_scale": scale.astype(np.float32),
        "before": net.p["GB"].astype(half),
        "after": net.p["GA"].astype(half),
        "first": net.p["W"].astype(half),
        "first_bias": net.p["b"].astype(half),
        "second": net.p["U"].astype(half),
        "second_bias": net.p["c"].astype(half),
        "out": net.p["O"].astype(half),
        "out_bias": net.p["o"].astype(half),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, table in tables.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, table, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue())


def _pack(strings: list[str]) -> np.ndarray:
    return np.frombuffer(zlib.compress("\n".join(strings).encode("utf-8"), 9), np.uint8)
