"""Fetching from the network, politely and only from public addresses.

Every connection is made to an address that was checked a moment before, by the same code that
connects: a name that answers with another address the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from khabar.errors import InputError
from khabar.sources.limits import LIMITS, Limits

AGENT = "khabar/0.1 (+reads Arabic news; respects robots.txt)"
_REDIRECTS = {301, 302, 303, 307, 308}


class Refused(InputError):
    """An address that must not be opened."""


@dataclass(slots=True)
class Answer:
    """What a server gave: status, body, where it came from in the end."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Policy:
    """What may be opened, and how gently."""

    #: Addresses of private networks may be opened (``--allow-private``).
    allow_private: bool = False
    #: Single addresses, as ``host:port``, that may be opened although they are private.
    allowed: frozenset[str] = frozenset()
    robots: bool = True
    limits: Limits = field(default_factory=lambda: LIMITS)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, in whatever wrapping."""
    try:
        ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def check_url(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address that may be opened as far as its spelling tells.

    Raises:
        Refused: it is no http(s) address, or carries a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(f"{url[:200]!r} is no address: {error}") from error
    if parts.scheme not in {"http", "https"}:
        raise Refused(f"{url[:200]!r} refused: only http and https addresses are opened")
    if not parts.hostname:
        raise Refused(f"{url[:200]!r} refused: it names no host")
    if parts.username or parts.password:
        raise Refused(f"an address with a user name in it was refused: {parts.hostname}")
    return parts.scheme, parts.hostname, port or (443 if parts.scheme == "https" else 80)


class Fetcher:
    """One polite visitor: one request at a time and host, robots.txt, conditional requests."""

    def __init__(self, policy: Policy | None = None) -> None:
        import httpx

        self.policy = policy or Policy()
        limits = self.policy.limits
        self._clock = _Clock()
        self._client = httpx.Client(
            transport=_transport(self.policy, self._clock),
            timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"},
            follow_redirects=False,
            trust_env=False,  # a proxy would connect for us, unchecked
        )
        self._last: dict[str, float] = {}
        self._robots: dict[str, Any] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """Fetch one address, following redirects, each one checked again.

        Raises:
            Refused: a private address, another scheme, or robots.txt forbids it.
            InputError: the server cannot be reached, is too slow, or sends too much.
        """
        headers = {}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        deadline = time.monotonic() + self.policy.limits.total_seconds
        for _ in range(self.policy.limits.redirects + 1):
            check_url(url)
            if self.policy.robots:
                self._ask_robots(url, deadline)
            answer = self._once(url, headers, deadline, self.policy.limits.response_bytes)
            target = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not target:
                return answer
            url = urljoin(url, target)
        raise InputError(f"{url[:200]}: more than {self.policy.limits.redirects} redirects")

    def _ask_robots(self, url: str, deadline: float) -> None:
        scheme, host, port = check_url(url)
        origin = f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"
        if origin not in self._robots:
            self._robots[origin] = self._load_robots(origin, deadline)
        rules = self._robots[origin]
        if rules is not None and not rules.can_fetch(url, AGENT):
            raise Refused(f"{url[:200]}: robots.txt does not allow it")

    def _load_robots(self, origin: str, deadline: float) -> Any:
        from protego import Protego

        try:
            url = f"{origin}/robots.txt"
            for _ in range(self.policy.limits.redirects + 1):
                answer = self._once(url, {}, deadline, self.policy.limits.robots_bytes)
                if answer.status not in _REDIRECTS or "location" not in answer.headers:
                    break
                url = urljoin(url, answer.headers["location"])
                check_url(url)
        except Refused:
            raise
        except InputError:
            return None  # no rules that anybody could read; the page itself will tell
        if answer.status >= 500:
            raise InputError(f"{origin}/robots.txt answers {answer.status}; try again later")
        if answer.status != 200:
            return None
        return Protego.parse(answer.body.decode("utf-8", "replace"))

    def _once(self, url: str, headers: dict[str, str], deadline: float, limit: int) -> Answer:
        import httpx

        self._wait(url)
        self._clock.deadline = deadline
        body = bytearray()
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > limit:
                        raise InputError(f"{url[:200]}: sends more than {limit:,} bytes")
                return Answer(
                    str(response.url), response.status_code, _lower(response.headers), bytes(body)
                )
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            cause: BaseException | None = error
            while cause is not None:
                if isinstance(cause, Refused):
                    raise cause from None
                cause = cause.__cause__ or cause.__context__
            if time.monotonic() >= deadline:
                seconds = self.policy.limits.total_seconds
                raise InputError(f"{url[:200]}: not done after {seconds:g} seconds") from error
            raise InputError(f"{url[:200]}: {error or type(error).__name__}") from error

    def _wait(self, url: str) -> None:
        host = urlsplit(url).netloc
        delay = self.policy.limits.host_delay
        for origin, rules in self._robots.items():
            if rules is not None and urlsplit(origin).hostname == urlsplit(url).hostname:
                delay = max(delay, min(float(rules.crawl_delay(AGENT) or 0), 30.0))
        rest = self._last.get(host, 0.0) + delay - time.monotonic()
        if rest > 0 and host in self._last:
            time.sleep(rest)
        self._last[host] = time.monotonic()


def _lower(headers: Any) -> dict[str, str]:
    return {k.lower(): v for k, v in headers.items()}


@dataclass(slots=True)
class _Clock:
    """When the request under way must be done."""

    deadline: float = 0.0

    def rest(self, timeout: float | None) -> float:
        """Seconds that one more operation may take."""
        left = max(self.deadline - time.monotonic(), 0.001)
        return left if timeout is None else min(left, timeout)


def _transport(policy: Policy, clock: _Clock) -> Any:
    """An httpx transport whose connections are checked where they are made, and timed as a whole:
    a server that sends a byte a second, in its headers or its body, does not hold us."""
    import httpcore
    import httpx

    class Timed(httpcore.NetworkStream):
        def __init__(self, stream: httpcore.NetworkStream) -> None:
            self._stream = stream

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            if time.monotonic() >= clock.deadline:
                raise httpcore.ReadTimeout("too slow")
            return self._stream.read(max_bytes, clock.rest(timeout))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self._stream.write(buffer, clock.rest(timeout))

        def close(self) -> None:
            self._stream.close()

        def start_tls(
            self,
            ssl_context: Any,
            server_hostname: str | None = None,
            timeout: float | None = None,
        ) -> httpcore.NetworkStream:
            return Timed(self._stream.start_tls(ssl_context, server_hostname, clock.rest(timeout)))

        def get_extra_info(self, info: str) -> Any:
            return self._stream.get_extra_info(info)

    class Guarded(httpcore.SyncBackend):
        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Iterable[Any] | None = None,
        ) -> httpcore.NetworkStream:
            address = resolve(host, port, policy)
            return Timed(
                super().connect_tcp(
                    address, port, clock.rest(timeout), local_address, socket_options
                )
            )

        def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
            raise Refused("local sockets are not opened")

    transport = httpx.HTTPTransport(trust_env=False, retries=0)
    # httpx has no parameter for the backend; the pool is public in httpcore.
    transport._pool._network_backend = Guarded()
    return transport


def resolve(host: str, port: int, policy: Policy) -> str:
    """The address to connect to: the first that the name has and the policy allows.

    Raises:
        Refused: the name leads to a private address.
    """
    import httpcore

    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} is not known: {error}") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if policy.allow_private or is_public(address) or f"{address}:{port}" in policy.allowed:
            continue
        raise Refused(
            f"{host} leads to the private address {address}; refused (--allow-private opens it all the same)"
        )
    return addresses[0]
