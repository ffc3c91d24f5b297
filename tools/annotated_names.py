"""Sentences annotated with names, without their text: put the text back, or take it out.

usage: annotated_names.py --data DIR            (counts what can be put back)
       annotated_names.py --data DIR --take FOLDER [FOLDER …]

The convention is that of ANERCorp. Articles belong to their newspapers, so that only their place
in the data, an offset and a check sum of the words are kept, in ``annotations/names.tsv``: file,
index, offset of the first character in the article (title, two line ends, content), number of
tokens, a full stop that stands for a missing one (0 or 1), CRC-32 of the tokens, and the names as
``first-last:TYPE`` in tokens, last exclusive. ``FOLDER`` holds ``NNN.txt`` (``token TAG`` by line)
and ``NNN.json`` (``file`` and ``index`` or ``article`` of each sentence).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from itertools import islice
from pathlib import Path
from typing import Any

from annotated import text_of
from train_names_data import TOKEN, Sentence, read_anercorp, spans

HERE = Path(__file__).parent / "annotations" / "names.tsv"


def sentences(data: Path) -> list[Sentence]:
    """All sentences whose text is there and unchanged."""
    found = []
    for line in HERE.read_text(encoding="utf-8").splitlines():
        file, index, start, size, added, check, names = line.split("\t")
        text = text_of(data, {"file": file, "index": int(index)})[int(start) :]
        tokens = [m.group() for m in islice(TOKEN.finditer(text), int(size))]
        tokens += ["."] * int(added)
        if _sum(tokens) != int(check):
            print(f"{HERE}: {file} {index}: another text; left out", file=sys.stderr)
            continue
        tags = ["O"] * len(tokens)
        for name in names.split():
            span, kind = name.split(":")
            first, last = map(int, span.split("-"))
            tags[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)]
        found.append(list(zip(tokens, tags, strict=True)))
    return found


def take(data: Path, folder: Path) -> list[str]:
    """A line for each sentence of a folder that stands in its article as it was annotated."""
    lines = []
    for path in sorted(folder.glob("[0-9]*.txt")):
        refs = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for sentence, ref in zip(read_anercorp(path), refs, strict=True):
            if line := _line(data, sentence, ref):
                lines.append(line)
            else:
                print(f"{path}: not in its article: {sentence[0][0]} …", file=sys.stderr)
    return lines


def _line(data: Path, sentence: Sentence, ref: dict[str, Any]) -> str | None:
    file, index = ref["file"].split(":")[0], ref.get("index", ref.get("article"))
    tokens = [token for token, _ in sentence]
    added = int(ref["added_period"])
    size = len(tokens) - added
    place = re.search(
        r"\s*".join(map(re.escape, tokens[:size])), text_of(data, {"file": file, "index": index})
    )
    if place is None or [m.group() for m in TOKEN.finditer(place.group())] != tokens[:size]:
        return None
    names = " ".join(f"{a}-{b}:{k}" for a, b, k in sorted(spans([t for _, t in sentence])))
    row = (file, index, place.start(), size, added, _sum(tokens), names)
    return "\t".join(map(str, row))


def _sum(tokens: list[str]) -> int:
    return zlib.crc32(" ".join(tokens).encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--take", type=Path, nargs="+", metavar="FOLDER")
    args = parser.parse_args()
    if args.take:
        lines = dict.fromkeys(line for folder in args.take for line in take(args.data, folder))
        HERE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = sentences(args.data)
    print(f"{len(found)} sentences, {sum(map(len, found))} tokens")


if __name__ == "__main__":
    main()
