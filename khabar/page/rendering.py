"""``render``: the page. Everything from an article is escaped; style and script are allowed by hash."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from importlib.resources import files

from khabar.model import Record, Statement
from khabar.page.layers import Layer, segments

_COLOURS = 8


def render(records: Sequence[Record]) -> str:
    """A page in one string, for any number of records. It loads nothing and works without network."""
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src 'sha256-{_hash(style)}'; script-src 'sha256-{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    articles = "\n".join(_article(n, record) for n, record in enumerate(records))
    contents = "".join(
        f'<li><a href="#a{n}"><bdi>{escape(_headline(r))}</bdi></a></li>'
        for n, r in enumerate(records)
    )
    return f"""<!DOCTYPE html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>خبر: {len(records)}</title>
<style>{style}</style>
</head>
<body>
<header><h1>خبر</h1><ol class="contents">{contents or "<li>لا مقالات</li>"}</ol></header>
<main>
{articles}
</main>
<script>{script}</script>
</body>
</html>
"""


def _asset(name: str) -> str:
    return (files(__name__.rpartition(".")[0]) / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _headline(record: Record) -> str:
    first = next((line.strip() for line in record.text.splitlines() if line.strip()), "")
    return (record.title or first or record.id)[:160]


def _article(n: int, record: Record) -> str:
    speakers = _speakers(record)
    colour = {name: k % _COLOURS for k, name in enumerate(speakers)}
    facts = " · ".join(
        f"<bdi>{escape(part)}</bdi>" for part in (record.date, record.outlet, record.url) if part
    )
    body = _text(n, record, colour)
    return f"""<article id="a{n}">
<h2><bdi>{escape(_headline(record))}</bdi></h2>
<p class="facts">{facts}</p>
<div class="columns"><div class="text">{body}</div>
<aside>{_list(n, record, speakers, colour)}{_actors(n, record)}{_times(n, record)}{_events(n, record)}</aside></div>
</article>"""


def _speakers(record: Record) -> dict[str, list[Statement]]:
    """Statements by speaker, in the order in which they first speak."""
    found: dict[str, list[Statement]] = {}
    for statement in record.statements:
        found.setdefault(statement.speaker.name or "؟", []).append(statement)
    return found


def _text(n: int, record: Record, colour: dict[str, int]) -> str:
    layers: list[Layer] = []
    for s in record.statements:
        key = f"{n}-{s.id}"
        shade = f"c{colour[s.speaker.name or '؟']}"
        layers += [Layer(span, "said " + shade, "s", key) for span in s.content]
        layers.append(Layer(s.cue, "cue " + shade, "s", key))
        if s.speaker.span:
            layers.append(Layer(s.speaker.span, "speaker " + shade, "s", key))
        layers += [Layer(v.span, "via", "s", key) for v in s.via if v.span]
        if s.addressee and s.addressee.span:
            layers.append(Layer(s.addressee.span, "addressee", "s", key))
    layers += [Layer(t.span, "time", "title", f"{t.type} {t.value}") for t in record.times]
    layers += [
        Layer(m.span, "mention", "a", f"{n}-{m.actor}")
        for m in record.mentions
        if m.actor is not None
    ]
    layers += [Layer(e.trigger, "event", "title", e.type) for e in record.events]
    return "".join(_segment(text, over) for text, over in segments(record.text, layers))


def _segment(text: str, over: list[Layer]) -> str:
    shown = escape(text).replace("\n", "<br>")
    if not over:
        return shown
    classes = " ".join(dict.fromkeys(c for layer in over for c in layer.style.split()))
    statements = " ".join(dict.fromkeys(layer.value for layer in over if layer.kind == "s"))
    actor = next((layer.value for layer in reversed(over) if layer.kind == "a"), "")
    title = " · ".join(layer.value for layer in over if layer.kind == "title")
    attributes = f' class="{classes}"'
    if statements:
        attributes += f' data-s="{statements}"'
    if actor:
        attributes += f' data-a="{actor}"'
    if title:
        attributes += f' title="{escape(title, quote=True)}"'
    return f"<span{attributes}>{shown}</span>"


def _list(
    n: int, record: Record, speakers: dict[str, list[Statement]], colour: dict[str, int]
) -> str:
    blocks = []
    for name, said in speakers.items():
        items = "".join(
            f'<li><button type="button" data-s="{n}-{s.id}"><b>{escape(s.kind)} {escape(s.act)}</b> '
            f"<bdi>{escape(' … '.join(record.text[slice(*span)] for span in s.content)[:220])}</bdi>"
            f"{_circumstances(s)}</button></li>"
            for s in said
        )
        blocks.append(f'<h4 class="c{colour[name]}"><bdi>{escape(name)}</bdi></h4><ul>{items}</ul>')
    return f"<h3>من قال ماذا</h3>{''.join(blocks) or '<p>—</p>'}"


def _circumstances(s: Statement) -> str:
    """Whether it was said at all, to whom and through whom."""
    told = s.addressee.name if s.addressee else None
    parts = [
        ("لم يُقل", "") if s.negated else None,
        ("لم يُقل بعد", "") if s.future and not s.negated else None,
        ("إلى", told) if told else None,
        ("عبر", "، ".join(v.name or "" for v in s.via)) if s.via else None,
        ("والحديث عبر", "، ".join(v.name or "" for v in s.via_inherited))
        if s.via_inherited
        else None,
    ]
    return "".join(
        f" <i>{word}{f' <bdi>{escape(name)}</bdi>' if name else ''}</i>"
        for word, name in filter(None, parts)
    )


def _actors(n: int, record: Record) -> str:
    items = "".join(
        f'<li><button type="button" data-a="{n}-{a.id}"><bdi>{escape(a.name)}</bdi> '
        f"<small>{escape(' '.join(p for p in (a.kind, a.role, a.country) if p))}</small></button></li>"
        for a in record.actors
    )
    return f'<h3>الأسماء</h3><ul class="chips">{items}</ul>' if items else ""


def _times(n: int, record: Record) -> str:
    items = "".join(
        f"<li><bdi>{escape(' '.join(t.text.split()))}</bdi> <small>{escape(t.value)}</small></li>"
        for t in record.times
    )
    return f'<h3>التواريخ</h3><ul class="chips">{items}</ul>' if items else ""


def _events(n: int, record: Record) -> str:
    items = "".join(
        f"<li><b>{escape(e.type)}</b> <bdi>{escape('، '.join(p.name or '؟' for p in e.sources) or '؟')}</bdi>"
        f" ← <bdi>{escape('، '.join(p.name or '؟' for p in e.targets) or '؟')}</bdi>"
        f" <small>{escape(e.status)}</small></li>"
        for e in record.events
    )
    return f"<h3>الأحداث</h3><ul>{items}</ul>" if items else ""
