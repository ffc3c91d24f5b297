"""Every export is read back by its format's own reader, or checked against its schema."""

import csv
import io
import json
import zipfile

import msgspec
import pytest
from made_records import record as full_record

import khabar
from khabar import InputError, Record, Store
from khabar.export import FORMATS, export, export_file
from khabar.export.offsets import Utf16

EMOJI = "😀 قال وزير الخارجية سامر الحلبي إن «الاتفاق & <النووي> خطوة» أمس،\r\nونفى لرويترز زيارة طهران."


def records():
    shifted = full_record()
    return [
        shifted,
        moved(shifted, "🛰️ عاجل: ", id="r2", url=None, outlet="=النهار"),
        Record("r3", None, None, None, None, "نص بلا شيء.\x07", "khabar 0.1.0"),
        khabar.read(
            "أعلن وزير الصحة أن المستشفيات ستفتح غدا. وقال إن العمل جار.",
            date="2024-05-06",
            url="https://e.org/9",
        ),
    ]


def moved(made: Record, before: str, **changes) -> Record:
    """The same record with something in front of its text: all spans move."""

    def move(value, name=""):
        if isinstance(value, dict):
            return {k: move(v, k) for k, v in value.items()}
        if name in {"span", "cue", "trigger"} and value is not None:
            return [x + len(before) for x in value]
        if name == "content" or (name == "mentions" and value and isinstance(value[0], list)):
            return [[x + len(before) for x in span] for span in value]
        return [move(v) for v in value] if isinstance(value, list) else value

    plain = msgspec.json.decode(made.to_json())
    shifted = msgspec.convert(move(plain) | {"text": before + made.text}, Record)
    return msgspec.structs.replace(shifted, **changes)


def exported(to: str, **options) -> bytes:
    stream = io.BytesIO()
    assert export(records(), to, stream, **options) == 4
    return stream.getvalue()


def test_jsonl_loads_as_records():
    assert [khabar.from_json(line) for line in exported("jsonl").splitlines()] == records()


@pytest.mark.parametrize(
    "table", ["statements", "events", "actors", "mentions", "times", "articles"]
)
def test_csv_tables_are_read_by_csv_and_pandas(table):
    data = exported("csv", table=table)
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)
    for row in rows:
        text = next(r.text for r in records() if r.id == row["id"])
        if table in {"mentions", "times"}:
            assert text[int(row["start"]) : int(row["end"])] == row["text"]
    pandas = pytest.importorskip("pandas")
    assert len(pandas.read_csv(io.BytesIO(data))) == len(rows)


def test_no_cell_is_a_formula():
    evil = [
        Record(f"r{i}", None, c + "cmd|' /C calc'!A0", c, None, c + "نص", "khabar")
        for i, c in enumerate("=+-@\t\r")
    ]
    stream = io.BytesIO()
    export(evil, "csv", stream, table="articles")
    for row in csv.reader(io.StringIO(stream.getvalue().decode(), newline="")):
        assert not [cell for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]


def test_parquet_is_read_by_pyarrow_into_equal_records():
    parquet = pytest.importorskip("pyarrow.parquet")
    from khabar.export.parquet import from_row

    table = parquet.read_table(io.BytesIO(exported("parquet")))
    assert [from_row(row) for row in table.to_pylist()] == records()


TIMEML_DTD = """
<!ELEMENT TimeML (DOCID, DCT, TITLE, TEXT, (MAKEINSTANCE | TLINK)*)>
<!ELEMENT DOCID (#PCDATA)> <!ELEMENT DCT (TIMEX3?)> <!ELEMENT TITLE (#PCDATA)>
<!ELEMENT TEXT (#PCDATA | TIMEX3 | EVENT)*>
<!ELEMENT TIMEX3 (#PCDATA)>
<!ATTLIST TIMEX3 tid ID #REQUIRED type (DATE | TIME | DURATION | SET) #REQUIRED value CDATA #REQUIRED
  temporalFunction (true | false) 'false' functionInDocument CDATA #IMPLIED anchorTimeID IDREF #IMPLIED>
<!ELEMENT EVENT (#PCDATA)>
<!ATTLIST EVENT eid ID #REQUIRED
  class (OCCURRENCE | PERCEPTION | REPORTING | ASPECTUAL | STATE | I_STATE | I_ACTION) #REQUIRED>
<!ELEMENT MAKEINSTANCE EMPTY>
<!ATTLIST MAKEINSTANCE eiid ID #REQUIRED eventID IDREF #REQUIRED
  pos (ADJECTIVE | NOUN | VERB | PREPOSITION | OTHER) #REQUIRED
  tense (FUTURE | INFINITIVE | PAST | PASTPART | PRESENT | PRESPART | NONE) #REQUIRED
  aspect (PROGRESSIVE | PERFECTIVE | PERFECTIVE_PROGRESSIVE | NONE) #REQUIRED
  polarity (NEG | POS) #REQUIRED modality CDATA #IMPLIED>
<!ELEMENT TLINK EMPTY>
<!ATTLIST TLINK lid ID #REQUIRED relType CDATA #REQUIRED eventInstanceID IDREF #IMPLIED relatedToTime IDREF #IMPLIED>
"""


def test_timeml_is_valid_and_holds_the_text_unchanged():
    etree = pytest.importorskip("lxml.etree")
    dtd = etree.DTD(io.StringIO(TIMEML_DTD))
    with zipfile.ZipFile(io.BytesIO(exported("timeml"))) as archive:
        documents = [etree.fromstring(archive.read(name)) for name in archive.namelist()]
    for made, document in zip(records(), documents, strict=True):
        assert dtd.validate(document), dtd.error_log
        assert "".join(document.find("TEXT").itertext()) == made.text.replace("\x07", "\ufffd")
        assert {t.get("value") for t in document.find("TEXT").iter("TIMEX3")} <= {
            t.value for t in made.times
        }
    assert [t.text for t in documents[0].find("TEXT").iter("TIMEX3")] == ["أمس"]


ANNO = {"@context": {
    "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "dc": "http://purl.org/dc/elements/1.1/", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@id": "@id", "@type": "@id"}, "type": {"@id": "@type", "@type": "@vocab"},
    "Annotation": "oa:Annotation", "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "TextualBody": "oa:TextualBody", "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector",
    "tagging": "oa:tagging", "classifying": "oa:classifying", "identifying": "oa:identifying",
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "value": "rdf:value", "format": "dc:format", "label": "rdfs:label", "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"}, "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"}, "first": {"@id": "as:first", "@type": "@id"},
    "total": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
}}  # fmt: skip


def test_web_annotations_expand_and_select_the_text():
    jsonld = pytest.importorskip("pyld.jsonld")
    data = json.loads(exported("webannotation"))
    texts = {f"urn:khabar:{r.id}": r.text for r in records()} | {
        r.url: r.text for r in records() if r.url
    }
    items = data["first"]["items"]
    assert len(items) == data["total"] > 10
    for item in items:
        assert item["id"]
        for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
            position, quote = target["selector"]
            text = texts[target["source"]]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text.find(quote["prefix"] + quote["exact"] + quote["suffix"]) >= 0

    def loader(url, options):
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": ANNO}

    [expanded] = jsonld.expand(data, {"documentLoader": loader})
    listed = expanded["http://www.w3.org/ns/activitystreams#first"][0][
        "http://www.w3.org/ns/activitystreams#items"
    ][0]["@list"]
    assert len(listed) == len(items)
    assert all(
        "http://www.w3.org/ns/oa#hasTarget" in i and "http://www.w3.org/ns/oa#hasBody" in i
        for i in listed
    )


def test_quotations_expand_to_schema_org_without_a_network():
    jsonld = pytest.importorskip("pyld.jsonld")

    def loader(url, options):
        raise AssertionError(f"asked for {url}")

    graph = jsonld.expand(json.loads(exported("jsonld")), {"documentLoader": loader})
    kinds = [node["@type"][0] for node in graph]
    assert kinds.count("https://schema.org/NewsArticle") == 4
    said = [s for r in records() for s in r.statements if not (s.negated or s.future)]
    assert kinds.count("https://schema.org/Quotation") == len(said)
    first = next(n for n in graph if n["@type"] == ["https://schema.org/Quotation"])
    assert first["https://schema.org/text"][0]["@value"] == "الاتفاق النووي خطوة أولى"
    assert (
        first["https://schema.org/creator"][0]["https://schema.org/name"][0]["@value"]
        == "سامر الحلبي"
    )


def test_conll_is_read_by_conllu_and_its_tags_are_well_formed():
    conllu = pytest.importorskip("conllu")
    sentences = conllu.parse(exported("conll").decode())
    assert [s.metadata.get("newdoc id") for s in sentences if "newdoc id" in s.metadata] == [
        "r1",
        "r2",
        "r3",
        records()[3].id,
    ]
    first = sentences[0]
    assert [t["form"] for t in first if t["khabar:statement"].endswith("-SPEAKER")] == [
        "وزير",
        "الخارجية",
        "سامر",
        "الحلبي",
    ]
    assert [t["form"] for t in first if t["khabar:time"] == "B-DATE"] == ["أمس"]
    for sentence in sentences:
        for column in ("khabar:name", "khabar:statement", "khabar:time"):
            before = "O"
            for token in sentence:
                tag = token[column]
                assert tag == "O" or tag[:2] in {"B-", "I-"}
                assert not tag.startswith("I-") or before[2:] == tag[2:]
                before = tag
        for token in sentence:
            assert set(token["misc"]) == {"start", "end"}


def test_label_studio_tasks_select_the_text_in_utf16():
    tasks = json.loads(exported("label-studio"))
    assert len(tasks) == 4
    for made, task in zip(records(), tasks, strict=True):
        assert task["data"]["text"] == made.text
        wide, units = made.text.encode("utf-16-le"), Utf16(made.text)
        regions = [r for r in task["predictions"][0]["result"] if r["type"] == "labels"]
        names = {r["id"] for r in regions}
        assert len(names) == len(regions)
        for region in regions:
            value = region["value"]
            assert wide[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
            assert (
                made.text[units.from_utf16(value["start"]) : units.from_utf16(value["end"])]
                == value["text"]
            )
        for relation in task["predictions"][0]["result"]:
            if relation["type"] == "relation":
                assert {relation["from_id"], relation["to_id"]} <= names


def test_label_studio_itself_accepts_the_tasks():
    interface = pytest.importorskip("label_studio_sdk.label_interface")
    from khabar.export.labelstudio import config

    label = interface.LabelInterface(config())
    for task in json.loads(exported("label-studio")):
        assert label.validate_task({"data": task["data"]}) is True
        assert label.validate_prediction(task["predictions"][0]) is True


def test_plover_events_obey_their_schema():
    jsonschema = pytest.importorskip("jsonschema")
    from khabar.export.plover import schema

    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    events = [json.loads(line) for line in exported("plover").splitlines()]
    assert len(events) == sum(len(r.events) for r in records())
    for event in events:
        assert list(validator.iter_errors(event)) == []
        text = next(r.text for r in records() if r.id == event["article"]["id"])
        assert text[slice(*event["span"])] == event["text"]
    assert events[0]["source"][0]["country"] == "SYR"
    assert events[0]["told_by"] == "سامر الحلبي"


def test_utf16_offsets_go_there_and_back():
    units = Utf16(EMOJI)
    for i in range(len(EMOJI) + 1):
        assert units.to_utf16(i) == len(EMOJI[:i].encode("utf-16-le")) // 2
        assert units.from_utf16(units.to_utf16(i)) == i


def test_exports_stream_from_a_store(tmp_path):
    with Store(tmp_path / "news.db") as store:
        store.add(records())
        stream = io.BytesIO()
        assert export(store.records(), "jsonl", stream) == 4
    assert len(stream.getvalue().splitlines()) == 4


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_records_give_the_same_bytes_and_none_give_a_valid_file(to):
    assert exported(to) == exported(to)
    stream = io.BytesIO()
    assert export([], to, stream) == 0


def test_a_broken_export_leaves_the_old_file(tmp_path):
    target = tmp_path / "out.jsonl"
    target.write_text("old")

    def failing():
        yield records()[0]
        raise InputError("stop")

    with pytest.raises(InputError):
        export_file(failing(), "jsonl", target)
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]
    assert target.read_text() == "old"
    export_file(records(), "jsonl", target)
    assert len(target.read_text().splitlines()) == 4


def test_unknown_formats_are_named():
    with pytest.raises(InputError, match="jsonl, csv"):
        export([], "docx", io.BytesIO())
