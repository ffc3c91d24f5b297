"""Annotated articles without their text: put the text back, or take it out.

usage: annotated.py --data DIR --out GOLD      (writes NNN.txt, NNN.json and refs.json)
       annotated.py --data DIR --take GOLD     (writes annotations/articles/NNN.json)

Articles belong to their newspapers, so that only their place in the data (file, index), the SHA-1
of the text and offsets into it are kept here. A name is where its form stands in the article:
``[start, end]``, or ``[start, end, "ا"]`` where the text hides a first letter (للمحاكم: المحاكم).
The text of an article is its title, two line ends and its content.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import zipfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "annotations" / "articles"
#: What is kept of an article; some have only one of them.
KINDS = ("statements", "events")
#: Where the text says للمحاكم the name is المحاكم.
HIDDEN = "ا"

Form = list[Any]


@cache
def _articles(path: Path) -> list[dict[str, Any]]:
    """The articles of one data file; of plain text, its lines as titles."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            articles: list[dict[str, Any]] = json.loads(archive.read(archive.namelist()[0]))
            return articles
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").split("\n")
    if path.suffix == ".txt":
        return [{"title": line} for line in lines]
    return [json.loads(line) for line in lines if line]


def text_of(data: Path, ref: dict[str, Any]) -> str:
    """The text of an article; one of a plain text file is a headline's line and those after it."""
    articles, at = _articles(data / ref["file"]), ref["index"]
    if "lines" not in ref:
        return f"{articles[at]['title'] or ''}\n\n{articles[at]['content'] or ''}"
    # Lines of a text file are counted from 1, so that `at` is already the line after the headline.
    body = [line["title"] for line in articles[at : at + ref["lines"]]]
    return articles[at - 1]["title"] + "\n\n" + "\n".join(body)


def _sha1(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def _form_in(text: str, name: str) -> Form:
    """Where a form of a name stands first."""
    if (start := text.find(name)) >= 0:
        return [start, start + len(name)]
    if name.startswith(HIDDEN) and (start := text.find("ل" + name[1:])) >= 0:
        return [start + 1, start + len(name), HIDDEN]
    raise SystemExit(f"not in the article: {name}")


def _name_at(text: str, form: Form) -> str:
    return "".join(form[2:]) + text[form[0] : form[1]]


def _renamed(statement: dict[str, Any], rename: Callable[[Any], Any]) -> dict[str, Any]:
    """The statement with the name of everybody in it rewritten."""
    speaker, told = statement["speaker"], statement.get("addressee")
    renamed = statement | {
        "speaker": {
            "span": speaker["span"],
            "name": rename(speaker["name"]),
            "aliases": list(map(rename, speaker["aliases"])),
        },
        "via": [v | {"name": rename(v["name"])} for v in statement["via"]],
    }
    return renamed | {"addressee": told | {"name": rename(told["name"])}} if told else renamed


def _event_renamed(event: dict[str, Any], rename: Callable[[Any], Any]) -> dict[str, Any]:
    """The event with the name of every party rewritten."""
    sides = {
        side: [party | {"name": rename(party["name"])} for party in event[side]]
        for side in ("sources", "targets")
    }
    return event | sides


def _shown(event: dict[str, Any], text: str) -> dict[str, Any]:
    """Parties whose name the article does not have are called what their span says, or left out."""
    sides = {}
    for side in ("sources", "targets"):
        sides[side] = [
            party if _has(text, party["name"]) else party | {"name": text[slice(*party["span"])]}
            for party in event[side]
            if party["span"] or _has(text, party["name"])
        ]
    return event | sides


def _has(text: str, name: str) -> bool:
    return name in text or (name.startswith(HIDDEN) and "ل" + name[1:] in text)


def restore(item: dict[str, Any], text: str) -> dict[str, Any]:
    """A statement or event of the gold's format, from one that holds no text."""
    return (_event_renamed if "trigger" in item else _renamed)(item, partial(_name_at, text))


def strip(item: dict[str, Any], text: str) -> dict[str, Any]:
    """The same with every name replaced by its place: what `restore` undoes."""
    form = partial(_form_in, text)
    return _event_renamed(_shown(item, text), form) if "trigger" in item else _renamed(item, form)


def rebuild(data: Path, out: Path, kept: Path = HERE) -> int:
    """Write a folder of the gold's format; how many articles the data had."""
    out.mkdir(parents=True, exist_ok=True)
    refs = {}
    for path in sorted(kept.glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        if not (data / article["file"]).exists():
            print(f"{path.stem}: no {article['file']}", file=sys.stderr)
            continue
        text = text_of(data, article)
        if _sha1(text) != article["sha1"]:
            print(f"{path.stem}: another text than the one annotated", file=sys.stderr)
            continue
        items = {
            kind: [restore(item, text) for item in article.pop(kind)]
            for kind in KINDS
            if kind in article
        }
        (out / f"{path.stem}.txt").write_text(text, encoding="utf-8", newline="")
        _write(out / path.name, items)
        refs[path.stem] = article
    _write(out / "refs.json", refs)
    return len(refs)


def take(data: Path, gold: Path, kept: Path = HERE) -> int:
    """Write annotations without text from a folder of the gold's format."""
    kept.mkdir(parents=True, exist_ok=True)
    refs = json.loads((gold / "refs.json").read_text(encoding="utf-8"))
    for name, ref in refs.items():
        text = (gold / f"{name}.txt").read_bytes().decode("utf-8")
        ref["sha1"], ref["date"] = _sha1(text), ref["date"] or None
        if ref["file"].endswith(".txt"):
            ref["lines"] = text.count("\n") - 1
        if text_of(data, ref) != text:
            raise SystemExit(f"{name}: not the text of {ref['file']}, {ref['index']}")
        annotated = json.loads((gold / f"{name}.json").read_text(encoding="utf-8"))
        body = json.dumps(ref, ensure_ascii=False)[:-1]
        for kind in KINDS:
            if kind in annotated:
                lines = (json.dumps(strip(i, text), ensure_ascii=False) for i in annotated[kind])
                # One statement or event a line: a correction is a line in a diff.
                body += f', "{kind}": [\n ' + ",\n ".join(lines) + "\n]"
        (kept / f"{name}.json").write_text(body + "}\n", encoding="utf-8")
    return len(refs)


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--out", type=Path, metavar="GOLD")
    which.add_argument("--take", type=Path, metavar="GOLD")
    options = parser.parse_args()
    if options.take:
        print(take(options.data, options.take), "articles taken")
    else:
        print(rebuild(options.data, options.out), "articles written")


if __name__ == "__main__":
    main()
