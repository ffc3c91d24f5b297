"""Small word classes of ``lexicon/name_classes.toml``, folded."""

from __future__ import annotations

from functools import cache

from khabar.lexicon import load_rows, load_toml
from khabar.text import fold


@cache
def _all() -> dict[str, frozenset[str]]:
    return {
        key: frozenset(fold("\n".join(group["words"])).split("\n"))
        for key, group in load_toml("name_classes").items()
    }


def words_of(name: str) -> frozenset[str]:
    """The folded words of one class."""
    return _all()[name]


@cache
def title_synonyms() -> dict[str, str]:
    """Words of titles that are compared as another one."""
    return {fold(word): fold(other) for word, other in load_rows("title_synonyms")}
