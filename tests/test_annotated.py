"""tools/annotated.py: annotations kept without the text of the articles."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import annotated  # noqa: E402

TITLE = "الوزارة: المشروع في موعده"
CONTENT = "قالت الوزارة إن المشروع في موعده.\nوقال للوكالة إنه راض."
TEXT = f"{TITLE}\n\n{CONTENT}"


def _span(words: str, after: int = 0) -> list[int]:
    start = TEXT.index(words, after)
    return [start, start + len(words)]


STATEMENT = {
    "kind": "indirect",
    "content": [_span("المشروع في موعده", len(TITLE))],
    "cue": _span("قالت"),
    "act": "say",
    "speaker": {"span": _span("الوزارة"), "name": "الوزارة", "aliases": ["الوزارة"]},
    "via": [{"span": _span("للوكالة"), "name": "الوكالة"}],
    "parent": None,
}


def _data(folder: Path, name: str) -> None:
    article = json.dumps({"title": TITLE, "content": CONTENT}, ensure_ascii=False)
    text = f"# أخبار\n{TITLE}\n{CONTENT}\n" if name.endswith(".txt") else f"{article}\n"
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("name", "index"), [("press.jsonl", 0), ("news.txt", 2)])
def test_the_text_comes_back(tmp_path: Path, name: str, index: int) -> None:
    gold, kept, out = tmp_path / "gold", tmp_path / "kept", tmp_path / "out"
    gold.mkdir()
    _data(tmp_path, name)
    ref = {"N01": {"file": name, "index": index, "source": "press", "date": ""}}
    (gold / "refs.json").write_text(json.dumps(ref), encoding="utf-8")
    (gold / "N01.txt").write_text(TEXT, encoding="utf-8")
    (gold / "N01.json").write_text(json.dumps({"statements": [STATEMENT]}), encoding="utf-8")

    assert annotated.take(tmp_path, gold, kept) == 1
    assert "الوزارة" not in (kept / "N01.json").read_text(encoding="utf-8")

    assert annotated.rebuild(tmp_path, out, kept) == 1
    assert (out / "N01.txt").read_text(encoding="utf-8") == TEXT
    written = json.loads((out / "N01.json").read_text(encoding="utf-8"))
    assert written == {"statements": [STATEMENT]}
    assert json.loads((out / "refs.json").read_text(encoding="utf-8"))["N01"]["date"] is None


def test_another_text_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _data(tmp_path, "press.jsonl")
    kept = tmp_path / "kept"
    kept.mkdir()
    article = {"file": "press.jsonl", "index": 0, "sha1": "0" * 40, "statements": [STATEMENT]}
    (kept / "N01.json").write_text(json.dumps(article), encoding="utf-8")
    assert annotated.rebuild(tmp_path, tmp_path / "out", kept) == 0
    assert "another text" in capsys.readouterr().err


def test_kept_annotations_hold_no_text() -> None:
    """Nothing but the letter that a name's article hides is Arabic in them."""
    for path in annotated.HERE.glob("*.json"):
        words = path.read_text(encoding="utf-8").replace(f'"{annotated.HIDDEN}"', "")
        assert not any("\u0600" <= letter <= "\u06ff" for letter in words), path.name
        statements = json.loads(path.read_text(encoding="utf-8"))["statements"]
        for number, statement in enumerate(statements):
            assert all(start < end for start, end in [*statement["content"], statement["cue"]])
            assert statement["parent"] is None or statement["parent"] in range(len(statements))
            assert statement["parent"] != number
