"""``khabar read``: what comes in, what comes out, and what is said of bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import khabar

COMMAND = [str(Path(sys.executable).with_name("khabar")), "read"]
SAMPLES = Path(__file__).parent.parent / "samples"
NEWS = "قال وزير النقل إن الطريق الجديد مفتوح منذ أمس الجمعة."


def run(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], input=stdin, capture_output=True, timeout=60, check=False
    )


def records(done: subprocess.CompletedProcess[bytes]) -> list[khabar.Record]:
    return [khabar.from_json(line) for line in done.stdout.splitlines()]


def complaints(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    said = done.stderr.decode()
    assert "Traceback" not in said
    return said.splitlines()


# -- what comes in -------------------------------------------------------------------------------


def test_lines_give_records_in_their_order_with_their_ids(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": f"{NEWS} {n}", "date": "2024-10-12"} for n in (3, 1, 2)]
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    done = run(source, "--json")
    assert done.returncode == 0
    assert [r.id for r in records(done)] == ["3", "1", "2"]
    assert [r.text for r in records(done)] == [r["text"] for r in rows]


def test_the_command_says_what_python_says(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(NEWS, encoding="utf-8")
    [record] = records(run(source, "--json", "--date", "2024-10-12"))
    assert record == khabar.read(NEWS, date="2024-10-12")
    assert record.times[0].value == "2024-10-11"


@pytest.mark.parametrize(
    "given",
    [NEWS, json.dumps({"text": NEWS}), json.dumps([{"text": NEWS}]), json.dumps({"content": NEWS})],
)
def test_standard_input_is_known_by_its_first_character(given: str) -> None:
    [record] = records(run("-", "--json", stdin=given.encode()))
    assert record.text == NEWS


def test_a_page_brings_its_title_date_and_outlet() -> None:
    [record] = records(run(SAMPLES / "07-web-page.html", "--json"))
    assert record.title == "اتحاد الكرة ينفي تأجيل مباراة القمة"
    assert (record.date, record.outlet) == ("2024-09-18", "ملاعب اليوم")
    assert "الرئيسية" not in record.text


def test_a_folder_is_read_whole() -> None:
    done = run(SAMPLES, "--json")
    assert done.returncode == 0
    assert len(records(done)) >= 12
    assert all(r.statements for r in records(done))


# -- what comes out ------------------------------------------------------------------------------


def test_tables_keep_arabic_in_its_own_direction_and_pass_no_control_on(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(f"{NEWS}\n\nوقال المتحدث\x1b[31m \u202eإن المبنى آمن\x07.", encoding="utf-8")
    shown = run(source).stdout.decode()
    assert "\u2067قال\u2069" in shown
    assert not set("\x1b\x07\u202e") & set(shown)
    assert shown.count("\u2067") == shown.count("\u2069")


def test_every_line_of_a_cell_has_its_own_direction(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(
        "قال الوزير إن " + "الطريق الجديد مفتوح أمام كل المسافرين " * 6, encoding="utf-8"
    )
    rows = [line for line in run(source).stdout.decode().splitlines() if line.startswith("│")]
    assert len(rows) > 1
    for row in rows:
        for cell in row.strip("│").split("│"):
            assert ("الطريق" in cell) <= cell.strip().startswith("\u2067")
            assert cell.count("\u2067") == cell.count("\u2069") <= 1


def test_brackets_in_an_article_are_no_styles(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("قال الوزير إن الطريق [red]مفتوح[/red] [/] الآن.", encoding="utf-8")
    assert "[red]مفتوح[/red] [/]" in run(source).stdout.decode()


def test_a_table_names_the_rule_when_asked(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(NEWS, encoding="utf-8")
    assert "speaker by" in run(source, "--explain").stdout.decode()


# -- bad input -----------------------------------------------------------------------------------


def test_each_bad_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "text": NEWS})
    bad = [
        '{"text": "\\ud800 ' + NEWS + '"}',
        '{"text": ',
        '{"date": "2024-01-01"}',
        json.dumps({"text": NEWS, "date": "13/40/2024"}),
        json.dumps({"text": "Hello there"}),
        "[]",
    ]
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join([good, *bad, good]), encoding="utf-8")
    done = run(source, "--json")
    assert done.returncode == 1
    assert [r.id for r in records(done)] == ["good", "good"]
    said = complaints(done)
    assert len(said) == len(bad)
    for line, message in enumerate(said, 2):
        assert message.startswith(f"khabar: {source} line {line}: ")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (b"Only English here.", "no Arabic"),
        (bytes(range(256)) * 40, "binary"),
        (NEWS.encode() + b"\0" + NEWS.encode(), "binary"),
        ("قال ".encode() * 7_000_000, "larger than"),
    ],
    ids=["empty", "blank", "English", "binary", "NUL", "50 MB of one word"],
)
def test_a_bad_file_is_one_line_and_the_next_file_is_read(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_text(NEWS, encoding="utf-8")
    done = run(bad, good, "--json")
    assert done.returncode == 1
    assert len(records(done)) == 1
    [said] = complaints(done)
    assert said.startswith(f"khabar: {bad}: ")
    assert reason in said


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("cp1256", "windows-1256"),
        ("iso8859-6", "iso-8859-6"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
    ],
)
@pytest.mark.parametrize("times", [1, 20], ids=["one line", "twenty lines"])
def test_another_encoding_is_read_and_named(
    tmp_path: Path, encoding: str, named: str, times: int
) -> None:
    text = "\n".join([NEWS] * times)
    source = tmp_path / "a.txt"
    source.write_bytes(text.encode(encoding))
    done = run(source, "--json")
    assert [r.text for r in records(done)] == [text]
    assert complaints(done) == [f"khabar: {source}: read as {named}"]


@pytest.mark.parametrize(
    "hostile",
    ["«" * 100_000 + NEWS, '"' * 100_000 + NEWS, "(" * 10_000 + NEWS + ")" * 10_000],
    ids=["100,000 guillemets", "100,000 quotation marks", "10,000 nested brackets"],
)
def test_marks_without_end_do_not_hide_what_follows(tmp_path: Path, hostile: str) -> None:
    source = tmp_path / "a.txt"
    source.write_text(hostile, encoding="utf-8")
    [record] = records(run(source, "--json"))
    assert record.text == hostile


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    for arguments in ([tmp_path], [tmp_path / "none.txt"]):
        done = run(*arguments, "--json")
        assert done.returncode == 1
        assert len(complaints(done)) == 1
        assert done.stdout == b""


def test_a_file_that_is_no_text_is_refused_when_named(tmp_path: Path) -> None:
    source = tmp_path / "photo.png"
    source.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    done = run(source)
    assert done.returncode == 1
    assert "photo.png" in complaints(done)[0]


def test_wrong_usage_is_two(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(NEWS, encoding="utf-8")
    assert run().returncode == 2
    assert run(source, "--nonsense").returncode == 2
    done = run(source, "--date", "13/40/2024")
    assert done.returncode == 2
    assert "YYYY-MM-DD" in done.stderr.decode()


def test_a_page_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(NEWS, encoding="utf-8")
    done = run(source, "--html", source / "page.html")
    assert done.returncode == 1
    assert "cannot be written" in complaints(done)[-1]
