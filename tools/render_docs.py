"""Run the console blocks of documentation pages and write their output into the pages.

    python tools/render_docs.py docs/store.md docs/exports.md

Each page gets its own folder with the files of samples/; lines that begin with `$ ` are run there,
the rest of the block is replaced by what they print.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
#: What differs from one machine or moment to the next.
_SECONDS = re.compile(r"in [\d.,]+ s \([\d,]+ words/s\)")


def commands(page: str) -> list[str]:
    """All commands of a page in order."""
    return [
        line[2:]
        for block in _BLOCK.findall(page)
        for line in block.splitlines()
        if line.startswith("$ ")
    ]


def render(page: str, folder: Path) -> str:
    """The page with the output of its commands, run in ``folder``."""

    def run(block: re.Match[str]) -> str:
        parts = []
        for line in block[1].splitlines():
            if line.startswith("$ "):
                parts += [line, *execute(line[2:], folder).splitlines()]
        return "```console\n" + "\n".join(parts) + "\n```"

    return _BLOCK.sub(run, page)


def execute(command: str, folder: Path) -> str:
    """What a command prints, on both streams."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, shell=True, cwd=folder, text=True, check=False, env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if "Traceback" in done.stdout or done.returncode not in {0, 1}:
        raise SystemExit(f"{command}\n{done.stdout}")
    return _SECONDS.sub("in 0.3 s (800 words/s)", done.stdout)


def main() -> None:
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            for sample in sorted((ROOT / "samples").glob("*.jsonl")):
                shutil.copy(sample, folder)
            path = Path(name)
            path.write_text(
                render(path.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8"
            )


if __name__ == "__main__":
    main()
