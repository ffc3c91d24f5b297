"""Words, names and patterns as data: TOML for entries with examples, TSV for long lists.

Files hold ordinary spelling; readers fold what they load, so that nobody lists ``أ`` and ``ا`` twice.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


def load_toml(name: str) -> dict[str, Any]:
    """The content of ``lexicon/NAME.toml``."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def load_rows(name: str) -> list[list[str]]:
    """The rows of ``lexicon/NAME.tsv``; lines that begin with ``#`` are comments."""
    content = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in content.splitlines() if line and not line.startswith("#")]
