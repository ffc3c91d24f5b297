"""``khabar read`` with several inputs at once, some of them bad, and the page it writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from test_read_command import NEWS, complaints, records, run


def article(folder: Path, name: str, text: str = NEWS) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_files_are_read_in_the_order_given(tmp_path: Path) -> None:
    second = article(tmp_path, "a.txt", f"{NEWS} ثانيا")
    first = article(tmp_path, "b.jsonl", json.dumps({"id": "x", "text": f"{NEWS} أولا"}))
    done = run(first, "-", second, "--json", stdin=f"{NEWS} بينهما".encode())
    assert done.returncode == 0
    assert [r.text.split()[-1] for r in records(done)] == ["أولا", "بينهما", "ثانيا"]
    assert complaints(done) == []


def test_bad_files_among_good_ones_are_named_in_order(tmp_path: Path) -> None:
    good = article(tmp_path, "good.txt")
    empty = article(tmp_path, "empty.txt", "")
    (tmp_path / "folder").mkdir()
    missing = tmp_path / "missing.txt"
    done = run(missing, good, empty, tmp_path / "folder", good, "--json")
    assert done.returncode == 1
    assert len(records(done)) == 2
    said = complaints(done)
    assert len(said) == 2
    assert str(missing) in said[0]
    assert str(empty) in said[1]


def test_a_broken_line_on_standard_input_is_named_by_its_number() -> None:
    good = json.dumps({"text": NEWS})
    done = run("-", "--json", stdin=f"{good}\n{{broken\n{good}\n".encode())
    assert done.returncode == 1
    assert len(records(done)) == 2
    [said] = complaints(done)
    assert said.startswith("khabar: standard input line 2: ")


@pytest.mark.parametrize("date", ["13/40/2024", "2024-13-01", "أمس", "0000-00-00"])
def test_a_date_that_is_none_is_named_with_its_line(tmp_path: Path, date: str) -> None:
    rows = [{"text": NEWS, "date": "2024-10-12"}, {"text": NEWS, "date": date}, {"text": NEWS}]
    source = article(tmp_path, "a.jsonl", "\n".join(json.dumps(row) for row in rows))
    done = run(source, "--json")
    assert done.returncode == 1
    assert [r.date for r in records(done)] == ["2024-10-12", None]
    [said] = complaints(done)
    assert said.startswith(f"khabar: {source} line 2: ")


def test_the_date_given_is_for_articles_that_carry_none(tmp_path: Path) -> None:
    rows = [{"text": NEWS, "date": "2024-10-12"}, {"text": NEWS}]
    source = article(tmp_path, "a.jsonl", "\n".join(json.dumps(row) for row in rows))
    done = run(source, "--json", "--date", "2020-01-02")
    assert [r.date for r in records(done)] == ["2024-10-12", "2020-01-02"]


def test_tables_show_who_said_what(tmp_path: Path) -> None:
    shown = run(article(tmp_path, "a.txt"), "--date", "2024-10-12").stdout.decode()
    for part in ("وزير النقل", "الطريق الجديد مفتوح", "2024-10-11"):
        assert part in shown


def test_one_page_holds_every_article_and_needs_nothing_else(tmp_path: Path) -> None:
    files = [article(tmp_path, f"{n}.txt", f"{NEWS} رقم {n}") for n in range(3)]
    target = tmp_path / "new" / "page.html"
    done = run(*files, "--html", target)
    assert done.returncode == 0
    assert str(target) in done.stdout.decode().splitlines()[-1]
    page = target.read_text(encoding="utf-8")
    assert page.count("<article") == 3
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)|@import|url\(|https?://", page)
