"""Broken and hostile files: what is readable is read, what is not is named with its place."""

import bz2
import gzip
import io
import json
import lzma
import os
import random
import resource
import tarfile
import zipfile
from pathlib import Path

import pytest

import khabar
from khabar import KhabarError, Store
from khabar.sources import Article, Failure
from khabar.sources import open as open_source
from khabar.sources.archives import members
from khabar.sources.limits import LIMITS
from khabar.sources.pages import read_page

#: How many times the quick figure: `make soak` sets it to reach the promised numbers.
SOAK = int(os.environ.get("KHABAR_SOAK", "1"))

PAGE = """<html><head><title>خبر {n}</title></head><body><article><h1>خبر {n}</h1>
<p>قال وزير الصحة سامر الحلبي إن المستشفيات الجديدة ستفتح أبوابها قبل نهاية العام في كل المدن الكبرى رقم {n}.</p>
<p>وأضاف الوزير أن العمل يجري كما خطط له، وأن الحكومة ستعلن التفاصيل في الأسبوع المقبل بعد اجتماعها الأسبوعي.</p>
</article></body></html>"""


def lines(count):
    return "".join(
        json.dumps({"text": f"نص الخبر رقم {i}", "id": f"n{i}"}, ensure_ascii=False) + "\n"
        for i in range(count)
    )


def split(items):
    items = list(items)
    return [i for i in items if isinstance(i, Article)], [
        i for i in items if isinstance(i, Failure)
    ]


# -- archives ------------------------------------------------------------------------------------


def pack(name: str, data: bytes) -> bytes:
    if name == "zst":
        return pytest.importorskip("zstandard").compress(data)
    return {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}[name](data)


@pytest.mark.parametrize("name", ["gz", "bz2", "xz", "zst"])
def test_packed_lines_are_streamed_and_truncated_ones_read_up_to_the_cut(tmp_path, name):
    packed = pack(name, lines(2000).encode())
    path = tmp_path / f"a.jsonl.{name}"
    path.write_bytes(packed)
    assert len(split(open_source(path))[0]) == 2000
    path.write_bytes(packed[: len(packed) // 2])
    articles, failures = split(open_source(path))
    assert len(failures) == 1
    assert failures[0].source == str(path.with_suffix(""))
    assert articles or name != "gz"


def test_tar_with_dots_links_and_devices_is_read_and_writes_nothing(tmp_path):
    path = tmp_path / "in" / "evil.tar.gz"
    path.parent.mkdir()
    with tarfile.open(path, "w:gz") as archive:
        for name in ("../../evil.txt", "/etc/evil.txt", "good.txt"):
            data = "نص الخبر".encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, kind in (
            ("link.txt", tarfile.SYMTYPE),
            ("hard.txt", tarfile.LNKTYPE),
            ("dev.txt", tarfile.CHRTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    before = sorted(tmp_path.rglob("*"))
    articles, failures = split(open_source(path))
    assert [a.text for a in articles] == ["نص الخبر"] * 3
    assert len(failures) == 3
    assert sorted(tmp_path.rglob("*")) == before


def test_archives_inside_archives_end_at_the_limit(tmp_path):
    data, name = lines(1).encode(), "a.jsonl"
    for _ in range(LIMITS.archive_depth + 3):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(name, data)
        data, name = buffer.getvalue(), "inner.zip"
    (tmp_path / "deep.zip").write_bytes(data)
    articles, failures = split(open_source(tmp_path / "deep.zip"))
    assert articles == []
    assert "inside each other" in failures[0].reason


def test_encrypted_and_broken_members_leave_the_others(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for i in range(3):
            archive.writestr(f"{i}.txt", f"النص رقم {i} من الأرشيف")
    data = bytearray(path.read_bytes())
    at = data.index(b"1.txt") + 8
    data[at] ^= 0xFF  # the checksum of member 1 no longer fits
    path.write_bytes(data)
    articles, failures = split(open_source(path))
    assert [a.source for a in articles] == [f"{path}/0.txt", f"{path}/2.txt"]
    assert [f.source for f in failures] == [f"{path}/1.txt"]


# -- promise 10: bombs ---------------------------------------------------------------------------


class Endless(io.RawIOBase):
    """A gzip of zeros without end."""

    def __init__(self):
        self._block = gzip.compress(b"0" * 10_000_000)
        self._rest = b""

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self._rest:
            self._rest = self._block
        n = min(len(buffer), len(self._rest))
        buffer[:n], self._rest = self._rest[:n], self._rest[n:]
        return n


@pytest.mark.parametrize("suffix", ["jsonl", "txt", "json", "csv"])
def test_an_endless_gzip_stops_at_the_cap(tmp_path, suffix):
    path = tmp_path / f"bomb.{suffix}.gz"
    path.write_bytes(Endless()._block * 30)  # 300 MB of zeros in 300 kB
    (tmp_path / "good.txt").write_text("نص الخبر", encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    articles, failures = split(open_source(tmp_path))
    assert [a.text for a in articles] == ["نص الخبر"]
    assert failures
    assert str(path.with_suffix("")) in failures[0].source
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


def test_a_zip_and_a_zstd_bomb_are_refused_by_name(tmp_path):
    zeros = b"0" * 200_000_000
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.jsonl", zeros)
        archive.writestr("good.txt", "نص الخبر")
    (tmp_path / "b.jsonl.zst").write_bytes(pack("zst", zeros))
    articles, failures = split(open_source(tmp_path))
    assert [a.text for a in articles] == ["نص الخبر"]
    assert all("bomb" in f.reason or "line" in f.reason for f in failures)
    assert {Path(f.source).name for f in failures} == {"bomb.jsonl", "b.jsonl"}


def test_many_members_that_are_bombs_only_together_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(6):
            archive.writestr(f"{i}.jsonl", b"\n" * 30_000_000)
    _, failures = split(open_source(tmp_path / "a.zip"))
    assert "bomb" in failures[0].reason
    assert "a.zip" in failures[0].reason


def test_a_line_longer_than_the_limit_is_refused_and_the_next_one_read(tmp_path, monkeypatch):
    import dataclasses

    from khabar.sources import jsonrecords

    monkeypatch.setattr(jsonrecords, "LIMITS", dataclasses.replace(LIMITS, line_bytes=100_000))
    path = tmp_path / "a.jsonl"
    path.write_text(lines(1) + '{"text": "' + "ا" * 5_000_000 + '"}\n' + lines(2), encoding="utf-8")
    articles, failures = split(open_source(path))
    assert len(articles) == 3
    assert [(f.line, "refused" in f.reason) for f in failures] == [(2, True)]


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000,
        "<b>" * 10_000 + "نص" + "</b>" * 10_000,
        "<table><tr><td colspan=9007199254740991>قال الوزير</td></tr></table>" + PAGE.format(n=1),
        "<table><tr><td rowspan='99999999999' colspan=\"88888888888\">قال</td></tr></table>",
        "<a " * 200_000,
        "<" * 1_000_000,
        "<!--" * 200_000,
        "&#x" * 300_000,
        "<p>" + "ا" * 3_000_000,
    ],
    ids=["div", "b", "colspan", "rowspan", "attributes", "less", "comments", "entities", "long"],
)
def test_hostile_html_is_read_or_refused_in_time(page):
    import time

    started = time.process_time()
    assert isinstance(read_page(page.encode(), "x.html"), Article | Failure)
    assert time.process_time() - started < 10


def test_a_page_beyond_the_limit_is_refused(tmp_path):
    path = tmp_path / "big.html"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    [failure] = open_source(path)
    assert "larger than" in failure.reason


def test_an_article_beyond_the_limit_is_refused(tmp_path):
    with Store(tmp_path / "news.db") as store:
        summary = store.ingest([Article("ا" * (LIMITS.article_chars + 1)), Article("نص")])
        assert (summary.new, summary.failed) == (1, 1)


# -- promise 15: web archives --------------------------------------------------------------------


def warc_record(n: int, *, packed: bool = True, kind: bytes = b"text/html; charset=utf-8") -> bytes:
    body = PAGE.format(n=n).encode()
    http = (
        b"HTTP/1.1 200 OK\r\nContent-Type: "
        + kind
        + b"\r\nContent-Length: %d\r\n\r\n" % len(body)
        + body
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{n}\r\n"
        f"WARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode()
    record = head + http + b"\r\n\r\n"
    return gzip.compress(record) if packed else record


@pytest.fixture(params=[True, False], ids=["gz", "plain"])
def warc(request, tmp_path):
    pytest.importorskip("warcio")
    records = [warc_record(n, packed=request.param) for n in range(8)]
    path = tmp_path / ("a.warc.gz" if request.param else "a.warc")
    path.write_bytes(b"".join(records))
    return path, records


def test_every_page_of_a_web_archive_is_read(warc):
    articles, failures = split(open_source(warc[0]))
    assert [a.url for a in articles] == [f"https://example.org/{n}" for n in range(8)]
    assert failures == []
    assert "المستشفيات" in articles[0].text


def test_a_wacz_is_read(tmp_path):
    pytest.importorskip("warcio")
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("archive/data.warc.gz", b"".join(warc_record(n) for n in range(3)))
        archive.writestr("pages/pages.jsonl", "{}")
    articles, failures = split(open_source(tmp_path / "a.wacz"))
    assert (len(articles), failures) == (3, [])


def test_records_that_are_no_pages_are_passed_over(tmp_path):
    pytest.importorskip("warcio")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(warc_record(1, kind=b"image/png") + warc_record(2))
    articles, failures = split(open_source(path))
    assert ([a.url for a in articles], failures) == (["https://example.org/2"], [])


def test_cut_and_damaged_web_archives_keep_every_readable_record(warc):
    path, records = warc
    data = b"".join(records)
    ends = [sum(map(len, records[: i + 1])) for i in range(len(records))]
    rng = random.Random(15)
    for turn in range(20 * SOAK):
        broken = bytearray(data)
        hit = rng.randrange(len(data))
        if turn % 2:
            del broken[hit:]
            whole = {i for i, end in enumerate(ends) if end <= hit}
        else:
            for _ in range(8):
                broken[min(hit, len(data) - 1)] ^= 1 << rng.randrange(8)
                hit += 1
            first = next(i for i, end in enumerate(ends) if hit - 8 < end)
            last = next((i for i, end in enumerate(ends) if hit - 1 < end), len(ends) - 1)
            whole = set(range(len(records))) - {first, last}
        path.write_bytes(broken)
        articles, failures = split(open_source(path))
        read = {
            int(a.url.rsplit("/", 1)[1])
            for a in articles
            if a.url and a.url.rsplit("/", 1)[1].isdigit()
        }
        assert whole <= read, (turn, hit, whole - read, failures)
        for failure in failures:
            assert failure.source.startswith(str(path))
            assert failure.reason


# -- promise 8: fuzz -----------------------------------------------------------------------------


def seeds() -> list[tuple[str, bytes]]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", lines(3))
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = 10
        archive.addfile(info, io.BytesIO(b"0123456789"))
    found = [
        ("a.jsonl", lines(3).encode()), ("a.json", json.dumps([{"text": "نص"}] * 3).encode()), ("a.txt", "نص الخبر".encode()),
        ("b.txt", "قال الوزير إن الطريق مفتوح".encode("cp1256")), ("a.csv", "title,text\nعنوان,نص\n".encode()),
        ("a.zip", buffer.getvalue()), ("a.tar", tar.getvalue()), ("a.jsonl.gz", gzip.compress(lines(3).encode())),
        ("a.html", PAGE.format(n=1).encode()),
    ]  # fmt: skip
    try:
        import warcio  # noqa: F401

        found += [("a.warc.gz", warc_record(1)), ("a.warc", warc_record(1, packed=False))]
    except ImportError:
        pass
    return found


def mutate(data: bytes, rng: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(rng.randrange(1, 8)):
        at = rng.randrange(len(broken) + 1)
        match rng.randrange(5):
            case 0:
                broken[at:at] = rng.randbytes(rng.randrange(1, 9))
            case 1:
                del broken[at : at + rng.randrange(1, 30)]
            case 2 if broken:
                broken[at % len(broken)] = rng.randrange(256)
            case 3:
                broken[at:at] = broken[: rng.randrange(60)]
            case _:
                broken[at:at] = rng.choice(
                    [
                        b"\0",
                        b"\xff\xfe",
                        b"[" * 50,
                        b'"',
                        b"\xed\xa0\x80",
                        b"\n",
                        b"{" * 50,
                        b"<b>" * 9,
                    ]
                )
    return bytes(broken)


def test_mutated_files_never_raise_anything_but_our_errors(tmp_path):
    rng = random.Random(8)
    known = seeds()
    # Pages cost a thousand times more than lines: they get their own, smaller share.
    weights = [1 if name.endswith((".html", ".warc", ".warc.gz")) else 20 for name, _ in known]
    before = None
    for turn in range(1000 * SOAK):
        name, data = rng.choices(known, weights)[0]
        path = tmp_path / name
        path.write_bytes(mutate(data, rng))
        for item in open_source(path):
            assert isinstance(item, Article | Failure)
        if turn == 500 * SOAK:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert before is not None
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_hostile_strings_never_raise_anything_but_our_errors():
    rng = random.Random(9)
    parts = [
        "قال",
        " إن ",
        "«",
        "»",
        '"',
        "\n",
        "\u202e",
        "\0",
        "🙂",
        "ـ",
        "ّ",
        "،",
        ".",
        "الوزير",
        "1436هـ",
        "\ud800",
        "(",
        "٣",
        " ",
    ]
    for _ in range(200 * SOAK):
        text = "".join(rng.choices(parts, k=rng.randrange(40)))
        try:
            record = khabar.read(text, date="2024-01-02")
        except KhabarError:
            assert "\ud800" in text
            continue
        assert record.text == text


def test_members_of_an_unpacked_stream_are_itself():
    [member] = members(io.BytesIO(b"x"), "a.txt")
    assert member.name == "a.txt"


# -- encodings -----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256", "iso8859_6"])
def test_text_files_in_other_encodings_are_read(tmp_path, encoding):
    text = "قال وزير الصحة إن المستشفيات الجديدة ستفتح أبوابها قبل نهاية العام في كل المدن الكبرى، وأضاف أن العمل جار."
    if encoding == "iso8859_6":
        text = text.replace("،", ".")
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    [article] = open_source(tmp_path / "a.txt")
    assert isinstance(article, Article)
    assert article.text == text


def test_windows_1256_labelled_utf_8_is_read_in_pages_and_reported_in_lines(tmp_path):
    page = PAGE.format(n=1).replace("<head>", '<head><meta charset="utf-8">')
    (tmp_path / "a.html").write_bytes(page.encode("cp1256"))
    line = json.dumps({"text": "نص الخبر الأول", "id": "1"}, ensure_ascii=False)
    (tmp_path / "b.jsonl").write_bytes(line.encode("cp1256") + b"\n" + line.encode() + b"\n")
    articles, failures = split(open_source(tmp_path))
    assert "المستشفيات الجديدة" in articles[0].text
    assert articles[1].text == "نص الخبر الأول"
    assert [(Path(f.source).name, f.line) for f in failures] == [("b.jsonl", 1)]
    assert "UTF-8" in failures[0].reason
