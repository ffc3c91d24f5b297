"""The pages on the store and the exports say what there is; their commands run."""

import dataclasses
import re
import shutil
import sqlite3
import sys
from pathlib import Path

import click
import pytest

from khabar.cli import store_commands
from khabar.export import FORMATS
from khabar.sources.limits import Limits
from khabar.store import Store

ROOT = Path(__file__).parents[1]
STORE, EXPORTS = ROOT / "docs" / "store.md", ROOT / "docs" / "exports.md"
_LIMITS = re.compile(r"(<!-- limits: .*?-->\n)(.*?)(<!-- end of limits -->)", re.DOTALL)


def limits_table() -> str:
    """One line a limit, its comment taken from the code."""
    source = (ROOT / "khabar" / "sources" / "limits.py").read_text(encoding="utf-8")
    rows = re.findall(r"((?:    #: .*\n)+)    (\w+): \w+ = ([\d_.]+)\n", source)
    lines = ["| limit | value | |", "|---|---|---|"]
    for comment, name, value in rows:
        said = " ".join(line.strip()[3:] for line in comment.splitlines())
        lines.append(f"| `{name}` | {float(value) if '.' in value else int(value):,} | {said} |")
    assert len(rows) == len(dataclasses.fields(Limits))
    return "\n".join(lines) + "\n"


def test_every_limit_is_in_the_docs():
    assert _LIMITS.search(STORE.read_text(encoding="utf-8"))[2] == limits_table()


def test_every_command_and_option_has_help_and_a_place_in_the_docs():
    group = click.Group()
    store_commands.register(group)
    pages = STORE.read_text(encoding="utf-8") + EXPORTS.read_text(encoding="utf-8")
    for name, command in group.commands.items():
        assert command.help
        assert f"khabar {name}" in pages or f"`{name} " in pages, name


def test_every_table_and_view_is_in_the_docs(tmp_path):
    Store(tmp_path / "a.db").close()
    db = sqlite3.connect(tmp_path / "a.db")
    names = [
        n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    ]
    db.close()
    page = STORE.read_text(encoding="utf-8")
    for name in names:
        if not re.search("_fts_", name):
            assert f"`{name}`" in page, name


def test_every_format_is_in_the_docs():
    page = EXPORTS.read_text(encoding="utf-8")
    for name in FORMATS:
        assert f"| `{name}` |" in page


@pytest.mark.parametrize("page", [STORE, EXPORTS], ids=["store", "exports"])
def test_the_commands_of_a_page_run(page, tmp_path):
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import render_docs
    finally:
        sys.path.pop(0)
    shutil.copy(ROOT / "samples" / "news.jsonl", tmp_path)
    commands = render_docs.commands(page.read_text(encoding="utf-8"))
    assert commands
    for command in commands:
        output = render_docs.execute(command, tmp_path)
        assert "internal error" not in output, output


if __name__ == "__main__" and "--write" in sys.argv:
    text = STORE.read_text(encoding="utf-8")
    STORE.write_text(_LIMITS.sub(lambda m: m[1] + limits_table() + m[3], text), encoding="utf-8")
