"""The network: polite, bounded, and never a private address. Servers here are real ones on loopback."""

import gzip
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

pytest.importorskip("httpx")
pytest.importorskip("feedparser")
pytest.importorskip("protego")


from khabar import InputError, Store
from khabar.sources import Article, Failure
from khabar.sources import open as open_source
from khabar.sources.feeds import parse_feed, parse_sitemap
from khabar.sources.limits import Limits
from khabar.sources.network import Fetcher, Policy, Refused, check_url, is_public
from khabar.store.watching import Feed, load_feeds, watch

PAGE = """<html><head><title>{title}</title><meta property="og:site_name" content="الصدى"></head><body><article>
<h1>{title}</h1><p>قال وزير الصحة سامر الحلبي إن المستشفيات الجديدة ستفتح أبوابها قبل نهاية العام في كل المدن الكبرى.</p>
<p>وأضاف الوزير أن العمل في {title} يجري كما خطط له، وأن الحكومة ستعلن التفاصيل في الأسبوع المقبل بعد اجتماعها.</p>
</article></body></html>"""


class Server:
    """A web server whose pages are functions of the handler."""

    def __init__(self):
        self.pages, self.seen = {}, []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_GET(self):
                outer.seen.append((self.path, dict(self.headers), time.monotonic()))
                answer = outer.pages.get(self.path)
                if answer is None:
                    self.send_error(404)
                elif callable(answer):
                    answer(self)
                else:
                    self.reply(answer)

            def reply(self, body, status=200, **headers):
                body = body.encode() if isinstance(body, str) else body
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                pass

        self._server = Quiet(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )
        self._thread.start()

    def policy(self, **limits):
        values = {"host_delay": 0.0, "read_seconds": 1.0, "total_seconds": 3.0, **limits}
        return Policy(allowed=frozenset({f"127.0.0.1:{self.port}"}), limits=Limits(**values))

    def paths(self):
        return [path for path, _, _ in self.seen]

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def server():
    running = Server()
    yield running
    running.close()


def feed(server, names, extra=""):
    items = "".join(
        f"<item><title>خبر {n}</title><link>{server.url}/{n}.html</link><category>صحة</category>"
        f"<pubDate>Tue, 05 Mar 2024 10:{i:02d}:00 +0300</pubDate></item>"
        for i, n in enumerate(names)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>جريدة الصدى</title>{items}{extra}</channel></rss>'


# -- feeds, sitemaps, pages ----------------------------------------------------------------------


def test_a_feed_brings_its_articles_with_time_category_and_outlet(server, tmp_path):
    server.pages = {
        "/rss": feed(server, "ab"),
        "/a.html": PAGE.format(title="الأول"),
        "/b.html": PAGE.format(title="الثاني"),
    }
    with Store(tmp_path / "news.db") as store:
        summary = store.ingest(f"{server.url}/rss", options={"policy": server.policy()})
        assert (summary.new, summary.failed) == (2, 0)
        assert store.sql(
            "SELECT outlet, title, category, published, url FROM articles WHERE id = 2"
        ) == [("جريدة الصدى", "خبر b", "صحة", "2024-03-05T07:01:00+00:00", f"{server.url}/b.html")]
        before = len(server.seen)
        assert store.ingest(f"{server.url}/rss", options={"policy": server.policy()}).failed == 0
        assert server.paths()[before:] == ["/robots.txt", "/rss"], (
            "known articles are not fetched again"
        )


def test_a_sitemap_index_leads_to_its_pages(server):
    ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    server.pages = {
        "/index.xml": f"<sitemapindex {ns}><sitemap><loc>{server.url}/map.xml</loc></sitemap></sitemapindex>",
        "/map.xml": f"<urlset {ns}><url><loc>{server.url}/a.html</loc><lastmod>2024-03-01</lastmod></url></urlset>",
        "/a.html": PAGE.format(title="الأول"),
    }
    [article] = open_source(f"{server.url}/index.xml", policy=server.policy())
    assert isinstance(article, Article)
    assert "المستشفيات" in article.text


def test_watch_asks_only_for_news_and_keeps_what_failed(server, tmp_path):
    def rss(handler):
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.reply("", status=304)
        else:
            handler.reply(feed(server, "ab"), ETag='"v1"')

    server.pages = {"/rss": rss, "/a.html": PAGE.format(title="الأول")}
    feeds = [Feed(f"{server.url}/rss", outlet="الصدى", every=60)]
    with Store(tmp_path / "news.db") as store:
        watch(store, feeds, policy=server.policy(), once=True)
        assert store.sql("SELECT item, reason FROM failures") == [
            (f"{server.url}/b.html", "the server answers 404")
        ]
        server.pages["/b.html"] = PAGE.format(title="الثاني")
        watch(store, feeds, policy=server.policy(), once=True)
        assert store.stats()["articles"] == 2
        assert store.sql("SELECT * FROM failures") == []
        before = len(server.seen)
        watch(store, feeds, policy=server.policy(), once=True)
        assert server.paths()[before:] == ["/robots.txt", "/rss"]
        assert server.seen[-1][1]["If-None-Match"] == '"v1"'


def test_retrying_failures_asks_for_the_page_that_failed(server, tmp_path):
    server.pages = {"/rss": feed(server, "ab"), "/a.html": PAGE.format(title="الأول")}
    options = {"options": {"policy": server.policy()}}
    with Store(tmp_path / "news.db") as store:
        assert store.ingest(f"{server.url}/rss", **options).failed == 1
        server.pages = {"/b.html": PAGE.format(title="الثاني")}  # the feed itself is gone
        assert store.retry_failed(**options).new == 1
        assert store.stats()["failures"] == 0


def test_an_updated_article_becomes_a_revision(server, tmp_path):
    def at(minute):
        return feed(server, "", extra=f"<item><title>خبر</title><link>{server.url}/a.html</link>"
                    f"<pubDate>Tue, 05 Mar 2024 10:{minute}:00 GMT</pubDate></item>")  # fmt: skip

    server.pages = {"/rss": at("00"), "/a.html": PAGE.format(title="الأول")}
    with Store(tmp_path / "news.db") as store:
        store.ingest(f"{server.url}/rss", options={"policy": server.policy()})
        server.pages = {"/rss": at("30"), "/a.html": PAGE.format(title="الأول المحدث")}
        assert store.ingest(f"{server.url}/rss", options={"policy": server.policy()}).revised == 1


def test_the_list_of_feeds_says_what_is_wrong_with_it(tmp_path):
    path = tmp_path / "feeds.toml"
    path.write_text(
        'every = "1h"\n[[feed]]\nurl = "https://example.org/rss"\noutlet = "الصدى"\n[[feed]]\nurl = "http://e.org"\nevery = "5m"'
    )
    assert load_feeds(path) == [
        Feed("https://example.org/rss", "الصدى", 3600),
        Feed("http://e.org", None, 300),
    ]
    for text, wrong in [("x = ", "no TOML"), ("", "no feeds"), ("[[feed]]\nname = 1", "needs url"),
                        ('[[feed]]\nurl = "file:///etc/passwd"', "only http"),
                        ('[[feed]]\nurl = "http://e.org"\nevery = "soon"', "every")]:  # fmt: skip
        path.write_text(text)
        with pytest.raises(InputError, match=wrong):
            load_feeds(path)


# -- polite --------------------------------------------------------------------------------------


def test_robots_txt_is_obeyed_and_asked_once(server):
    server.pages = {
        "/robots.txt": "User-agent: *\nDisallow: /private/\n",
        "/a.html": "x",
        "/private/b.html": "x",
    }
    with Fetcher(server.policy()) as fetcher:
        assert fetcher.get(f"{server.url}/a.html").status == 200
        with pytest.raises(Refused, match="robots"):
            fetcher.get(f"{server.url}/private/b.html")
    assert server.paths() == ["/robots.txt", "/a.html"]


def test_one_host_is_asked_no_faster_than_the_delay(server):
    server.pages = {"/a": "x", "/b": "x"}
    with Fetcher(server.policy(host_delay=0.2)) as fetcher:
        start = time.monotonic()
        fetcher.get(f"{server.url}/a")
        fetcher.get(f"{server.url}/b")
        fetcher.get(f"{server.url}/a")
    assert len(server.seen) >= 3
    assert time.monotonic() - start >= 2 * 0.2


# -- bad servers ---------------------------------------------------------------------------------


def fails(server, path, match, **limits):
    [failure] = open_source(f"{server.url}{path}", policy=server.policy(**limits))
    assert isinstance(failure, Failure)
    assert match in failure.reason


def test_a_server_that_sends_a_byte_a_second_is_left(server):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(60):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.2)

    def slow_head(handler):
        for byte in b"HTTP/1.0 200 OK\r\nX-Slow: " + b"x" * 60:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(0.2)

    server.pages = {"/slow": drip, "/head": slow_head}
    started = time.monotonic()
    fails(server, "/slow", "not done after", total_seconds=1.0)
    fails(server, "/head", "not done after", total_seconds=1.0)
    assert time.monotonic() - started < 5


def test_a_server_that_says_nothing_is_left(server):
    server.pages = {"/silent": lambda handler: time.sleep(2)}
    fails(server, "/silent", "", read_seconds=0.3)


def test_too_large_an_answer_and_a_bomb_are_cut_off(server):
    def bomb(handler):
        handler.reply(gzip.compress(b"0" * 30_000_000), Content_Encoding="gzip")

    server.pages = {"/large": b"x" * 2_000_000, "/bomb": bomb}
    fails(server, "/large", "sends more than", response_bytes=1_000_000)
    fails(server, "/bomb", "sends more than", response_bytes=1_000_000)


def test_redirects_end_and_are_checked_each(server):
    def to(target):
        return lambda handler: handler.reply("", status=302, Location=target)

    server.pages = {"/loop": to("/loop"), "/file": to("file:///etc/passwd"), "/ftp": to("ftp://example.org/x"),
                    "/inside": to("http://127.0.0.1:1/"), "/meta": to("http://169.254.169.254/latest/"),
                    "/ok": to("/a.html"), "/a.html": PAGE.format(title="الأول")}  # fmt: skip
    fails(server, "/loop", "more than 5 redirects")
    assert server.paths().count("/loop") == 6
    fails(server, "/file", "only http and https")
    fails(server, "/ftp", "only http and https")
    fails(server, "/inside", "private address 127.0.0.1")
    fails(server, "/meta", "private address 169.254.169.254")
    [article] = open_source(f"{server.url}/ok", policy=server.policy())
    assert isinstance(article, Article)


# -- promise 12: private addresses ---------------------------------------------------------------

PRIVATE = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0x7f000001",
    "0x7f.1",
    "0x7f.0.0.1",
    "017700000001",
    "0177.0.0.1",
    "2130706433",
    "0",
    "0.0.0.0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:7f00:0001]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "localhost",
    "LOCALHOST",
    "10.0.0.1",
    "10.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "100.64.0.1",
    "198.18.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "[ff02::1]",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
]


def test_forty_spellings_of_private_addresses_open_no_connection(monkeypatch):
    def connect(*args, **kwargs):
        raise AssertionError(f"connected to {args}")

    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr(socket.socket, "connect", connect)
    assert len(PRIVATE) >= 40
    with Fetcher(Policy(robots=False)) as fetcher:
        for host in PRIVATE:
            with pytest.raises(InputError) as caught:
                fetcher.get(f"http://{host}/")
            assert not isinstance(caught.value.__cause__, AssertionError), host


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://e.org", "gopher://e.org", "data:text/html,x", "javascript:1",
                                 "http://user:pw@example.org/", "http://", "http:///x", "http://[::1", "//e.org", ""])  # fmt: skip
def test_other_schemes_and_passwords_are_refused(url):
    with pytest.raises(Refused):
        check_url(url)


def test_a_name_that_leads_inside_the_second_time_gains_nothing(server, monkeypatch):
    """The address that is checked is the one that is connected to, at every connection."""
    answers = iter(["93.184.215.14", "127.0.0.1", "127.0.0.1"])
    asked, connected = [], []

    def getaddrinfo(host, port, *args, **kwargs):
        asked.append(host)
        address = next(answers) if host == "rebind.example" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def create_connection(address, *args, **kwargs):
        connected.append(address[0])
        raise ConnectionRefusedError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    with Fetcher(Policy(robots=False, limits=Limits(host_delay=0.0))) as fetcher:
        with pytest.raises(InputError):
            fetcher.get("http://rebind.example/")
        with pytest.raises(Refused, match="private"):
            fetcher.get("http://rebind.example/")
    assert connected == ["93.184.215.14"]


def test_public_addresses_are_public():
    assert is_public("93.184.215.14")
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    assert not is_public("not an address")


def test_importing_and_reading_open_no_socket():
    code = (
        "import sys\n"
        "def hook(event, args):\n"
        "    if event.startswith('socket.'): raise SystemExit(f'{event} {args}')\n"
        "sys.addaudithook(hook)\n"
        "import khabar\n"
        "khabar.read('قال الوزير إن الطريق مفتوح في بغداد أمس.', date='2024-01-02')\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# -- promise 11: XML -----------------------------------------------------------------------------

BOMBS = {
    "billion laughs": '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    "quadratic": f'<!DOCTYPE r [<!ENTITY a "{"A" * 50_000}">]>',
    "file": '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "http": '<!DOCTYPE r [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>',
    "parameter": '<!DOCTYPE r [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>',
    "external subset": '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", BOMBS)
def test_xml_bombs_read_nothing_and_open_nothing(name, encoding, monkeypatch):
    def connect(*args, **kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "create_connection", connect)
    head = f'<?xml version="1.0" encoding="{encoding}"?>{BOMBS[name]}'
    rss = f"{head}<rss version='2.0'><channel><item><title>&a;</title><link>http://e.org/1</link></item></channel></rss>"
    site = f"{head}<urlset><url><loc>&a;</loc></url></urlset>"
    started = time.monotonic()
    for parse, text in (
        (lambda b: list(parse_feed(b, "u")), rss),
        (lambda b: parse_sitemap(b, "u")[0], site),
    ):
        try:
            entries = parse(text.encode(encoding))
        except InputError:
            continue
        assert name == "external subset"
        assert not [e for e in entries if "root:" in f"{e.title}{e.url}"]
    assert time.monotonic() - started < 2
