"""The export formats by name, and `export`, which streams records into any of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import IO, Any

from khabar.errors import InputError, KhabarError
from khabar.model import Record

#: Writes records to a stream, holding one record at a time.
Write = Callable[..., int]


@dataclass(frozen=True, slots=True)
class Format:
    """One export format."""

    name: str
    module: str
    #: What one item of it is, for humans.
    describes: str
    #: The unit in which it counts offsets.
    offsets: str

    @property
    def write(self) -> Write:
        write: Write = import_module(f"khabar.export.{self.module}").write
        return write


_CHARS = "characters (Unicode code points)"
FORMATS = {
    f.name: f
    for f in (
        Format("jsonl", "jsonl", "one record a line, as `khabar read --json` prints it", _CHARS),
        Format("csv", "tabular", "one table: --table statements, events, actors, mentions, times or articles", _CHARS),
        Format("parquet", "parquet", "one row a record, nested as the record is", _CHARS),
        Format("timeml", "timeml", "a zip of TimeML documents: TIMEX3 and events", "none: tags stand in the text"),
        Format("webannotation", "webannotation", "a W3C annotation collection, one annotation a statement, event, mention or time", _CHARS),
        Format("jsonld", "quotations", "schema.org NewsArticle and Quotation as JSON-LD", "none: text is quoted"),
        Format("conll", "conll", "CoNLL-U Plus with BIO columns for names, statements and times", _CHARS),
        Format("label-studio", "labelstudio", "tasks with predictions for Label Studio", "UTF-16 code units"),
        Format("plover", "plover", "one PLOVER event a line", _CHARS),
    )
}  # fmt: skip


def export(records: Iterable[Record], to: str, stream: IO[bytes], **options: Any) -> int:
    """Write records in the format ``to``; how many there were.

    Raises:
        InputError: there is no such format, or it does not know an option.
    """
    if to not in FORMATS:
        raise InputError(f"there is no format {to!r}; use one of {', '.join(FORMATS)}")
    try:
        return FORMATS[to].write(records, stream, **options)
    except ImportError as error:
        raise InputError(f"{to} needs: pip install 'khabar[tables]' ({error})") from error


def export_file(
    records: Iterable[Record], to: str, path: str | os.PathLike[str], **options: Any
) -> int:
    """The same into a file, which appears whole or not at all."""
    target = os.fspath(path)
    partial = f"{target}.part"
    try:
        with open(partial, "wb") as stream:  # noqa: PTH123
            count = export(records, to, stream, **options)
        os.replace(partial, target)  # noqa: PTH105
        return count
    except OSError as error:
        raise KhabarError(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        if os.path.exists(partial):  # noqa: PTH110
            os.unlink(partial)  # noqa: PTH108
