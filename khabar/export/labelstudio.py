"""Label Studio: tasks with what Khabar found as predictions, to correct by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import IO, Any

from khabar.export.offsets import Utf16
from khabar.model import Record


def config() -> str:
    """The labelling interface that fits the tasks, for the project's settings."""
    return (files(__name__.rpartition(".")[0]) / "label_studio.xml").read_text(encoding="utf-8")


def write(records: Iterable[Record], stream: IO[bytes]) -> int:
    """A JSON list of tasks, streamed."""
    stream.write(b"[\n")
    count = 0
    for record in records:
        stream.write(
            (",\n" if count else "").encode()
            + json.dumps(task(record), ensure_ascii=False).encode("utf-8")
        )
        count += 1
    stream.write(b"\n]\n")
    return count


def task(record: Record) -> dict[str, Any]:
    """One article as a task. Offsets count UTF-16 code units, as the browser does."""
    units = Utf16(record.text)
    result: list[dict[str, Any]] = []

    def region(name: str, span: tuple[int, int], label: str, score: float = 1.0) -> str:
        start, end = span
        value = {
            "start": units.to_utf16(start),
            "end": units.to_utf16(end),
            "text": record.text[start:end],
            "labels": [label],
        }
        result.append(
            {
                "id": name,
                "from_name": "label",
                "to_name": "text",
                "type": "labels",
                "value": value,
                "score": score,
            }
        )
        return name

    for s in record.statements:
        contents = [
            region(f"s{s.id}c{i}", span, "content", s.confidence)
            for i, span in enumerate(s.content)
        ]
        cue = region(f"s{s.id}cue", s.cue, "cue", s.confidence)
        for content in contents:
            _relate(result, content, cue, "cue")
        if s.speaker.span:
            speaker = region(f"s{s.id}speaker", s.speaker.span, "speaker", s.confidence)
            _relate(result, contents[0], speaker, "speaker")
    for i, m in enumerate(record.mentions):
        region(f"m{i}", m.span, m.kind)
    for i, t in enumerate(record.times):
        region(f"t{i}", t.span, "time")
    for e in record.events:
        region(f"e{e.id}", e.trigger, "event", e.confidence)
    data = {
        "text": record.text,
        "id": record.id,
        "title": record.title,
        "outlet": record.outlet,
        "date": record.date,
        "url": record.url,
    }
    return {
        "data": data,
        "predictions": [
            {"model_version": record.version, "score": _mean(record), "result": result}
        ],
    }


def _relate(result: list[dict[str, Any]], source: str, target: str, label: str) -> None:
    result.append(
        {
            "type": "relation",
            "from_id": source,
            "to_id": target,
            "direction": "right",
            "labels": [label],
        }
    )


def _mean(record: Record) -> float:
    scores = [s.confidence for s in record.statements]
    return round(sum(scores) / len(scores), 3) if scores else 1.0
