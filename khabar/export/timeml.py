"""TimeML documents (TempEval-3 layout): times as TIMEX3, events as EVENT, one file an article."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from khabar.model import Record

# Characters that XML 1.0 cannot hold; replaced one for one, so that offsets stay.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Members carry this date so that the same records give the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def write(records: Iterable[Record], stream: IO[bytes]) -> int:
    """A zip with one ``.tml`` file an article, readable while it is written."""
    count = 0
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for record in records:
            count += 1
            name = re.sub(r"[^A-Za-z0-9._-]", "_", record.id)[:100]
            member = zipfile.ZipInfo(f"{count:07d}-{name}.tml", _MOMENT)
            archive.writestr(member, document(record).encode("utf-8"), zipfile.ZIP_DEFLATED)
    return count


def document(record: Record) -> str:
    """One article as TimeML."""
    date = f'<TIMEX3 tid="t0" type="DATE" value="{record.date}" temporalFunction="false" functionInDocument="CREATION_TIME">{record.date}</TIMEX3>' if record.date else ""  # fmt: skip
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n'
        f"<DOCID>{_text(record.id)}</DOCID>\n<DCT>{date}</DCT>\n<TITLE>{_text(record.title or '')}</TITLE>\n"
        f"<TEXT>{_marked(record)}</TEXT>\n{_instances(record)}</TimeML>\n"
    )


def _marked(record: Record) -> str:
    spans = [
        (t.span, "TIMEX3", f'tid="t{i + 1}" type={_attr(t.type)} value={_attr(t.value)}')
        for i, t in enumerate(record.times)
    ]
    spans += [(e.trigger, "EVENT", f'eid="e{e.id + 1}" class="OCCURRENCE"') for e in record.events]
    parts, at = [], 0
    for (start, end), tag, attributes in sorted(spans):
        if start < at:
            continue  # TimeML knows no overlapping tags: the earlier one stays
        parts += [
            _text(record.text[at:start]),
            f"<{tag} {attributes}>",
            _text(record.text[start:end]),
            f"</{tag}>",
        ]
        at = end
    return "".join(parts) + _text(record.text[at:])


def _instances(record: Record) -> str:
    lines = []
    for e in record.events:
        modality = ' modality="possible"' if e.status == "possible" else ""
        polarity = "NEG" if e.status == "denied" else "POS"
        tense = "FUTURE" if e.status == "planned" else "NONE"
        lines.append(
            f'<MAKEINSTANCE eiid="ei{e.id + 1}" eventID="e{e.id + 1}" pos="OTHER" tense="{tense}"'
            f' aspect="NONE" polarity="{polarity}"{modality}/>\n'
        )
        if e.time is not None:
            lines.append(
                f'<TLINK lid="l{e.id + 1}" relType="IS_INCLUDED" eventInstanceID="ei{e.id + 1}" relatedToTime="t{e.time + 1}"/>\n'
            )
    return "".join(lines)


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", text), {"\r": "&#13;"})


def _attr(value: str) -> str:
    return quoteattr(_ILLEGAL.sub("\ufffd", value))
