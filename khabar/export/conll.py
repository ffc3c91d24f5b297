"""CoNLL-U Plus: one word a line, BIO columns for names, statements and times."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from khabar.model import Record
from khabar.text import Text, read_text

#: ID, the word, its offsets, then BIO tags. Statements: the outermost ones, cue, speaker and content.
COLUMNS = ("ID", "FORM", "MISC", "KHABAR:NAME", "KHABAR:STATEMENT", "KHABAR:TIME")


def write(records: Iterable[Record], stream: IO[bytes]) -> int:
    stream.write(f"# global.columns = {' '.join(COLUMNS)}\n".encode())
    count = 0
    for record in records:
        stream.write(document(record).encode("utf-8"))
        count += 1
    return count


def document(record: Record) -> str:
    """All sentences of one article."""
    text = read_text(record.text)
    names = _bio(text, [(m.span, m.kind.upper()) for m in record.mentions])
    times = _bio(text, [(t.span, t.type) for t in record.times])
    roles = []
    for s in record.statements:
        if s.parent is None:
            roles.append((s.cue, "CUE"))
            roles += [(s.speaker.span, "SPEAKER")] if s.speaker.span else []
            roles += [(span, "CONTENT") for span in s.content]
    said = _bio(text, roles)
    lines = [f"# newdoc id = {_flat(record.id)}"]
    for number, (first, last) in enumerate(text.sentences, 1):
        lines.append(f"# sent_id = {_flat(record.id)}-{number}")
        lines.append(f"# text = {_flat(text.slice(first, last))}")
        for i in range(first, last):
            form = _flat(text.raw[text.starts[i] : text.ends[i]]) or "_"
            place = f"start={text.starts[i]}|end={text.ends[i]}"
            lines.append("\t".join((str(i - first + 1), form, place, names[i], said[i], times[i])))
        lines.append("")
    return "\n".join(lines) + "\n"


def _bio(text: Text, spans: list[tuple[tuple[int, int], str]]) -> list[str]:
    """A tag a word; where spans overlap, the one that begins first keeps its words."""
    tags = ["O"] * len(text)
    for (start, end), label in sorted(spans):
        first, last = text.word_at(start), text.words_in(start, end)[1]
        free = [i for i in range(first, last) if tags[i] == "O"]
        for n, i in enumerate(free):
            begins = n == 0 or free[n - 1] != i - 1
            tags[i] = f"{'B' if begins else 'I'}-{label}"
    return tags


def _flat(text: str) -> str:
    return " ".join(text.split())
