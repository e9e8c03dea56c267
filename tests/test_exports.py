"""What other tools read is what the tables say, offsets included; where the real reader is on PyPI, it reads it."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import conllu
import pytest
from click.testing import CliRunner
from made import article

from pipeline.cli import main
from pipeline.exports import export, safe_name
from pipeline.job import run
from pipeline.reviews import ReviewError, read, save
from pipeline.store import Store
from pipeline.tables import Row

ARTICLES = {
    "смайл": "date 2025-01-10 😀 В Астане 🇰🇿 построили 12 школ\tи 3 больницы, сообщил Ерлан Ахметов."
    "\n\nНе менее 5 тыс. человек переехали.",
    "two words": "Завод «Восход» выпустил на 25% больше машин. Рост не ожидается.",
    "пусто": "Ничего.",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    (folder / "raw").mkdir()
    for name, text in ARTICLES.items():
        (folder / "raw" / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    run([folder / "raw"], folder / "out", workers=1)
    return folder / "out"


def rows(out: Path, table: str, article_id: str = "") -> list[Row]:
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if not article_id or row["article_id"] == article_id]


def spans(out: Path, article_id: str) -> set[tuple[int, int, str]]:
    """Names and claims as `start, stop, label`."""
    marked = [(row, row["type"]) for row in rows(out, "mentions", article_id)]
    marked += [(row, row["kind"]) for row in rows(out, "claims", article_id)]
    return {(int(row["start"]), int(row["stop"]), label) for row, label in marked}


def test_there_is_something_to_export(out: Path) -> None:
    assert len(spans(out, "смайл")) >= 5
    assert len(spans(out, "two words")) >= 2


def test_doccano(out: Path, tmp_path: Path) -> None:
    [path] = export(out, "doccano", tmp_path)
    tasks = {task["article_id"]: task for task in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    assert {name: task["text"] for name, task in tasks.items()} == ARTICLES
    for name, task in tasks.items():
        assert set(map(tuple, task["label"])) == spans(out, name)


def test_brat(out: Path, tmp_path: Path) -> None:
    export(out, "brat", tmp_path)
    configured = (tmp_path / "annotation.conf").read_text(encoding="utf-8")
    for name in ARTICLES:
        text = (tmp_path / f"{safe_name(name)}.txt").read_bytes().decode()
        found = set()
        for line in (tmp_path / f"{safe_name(name)}.ann").read_text(encoding="utf-8").splitlines():
            row_id, content, *words = line.split("\t")
            if row_id.startswith("T"):
                label, places = content.split(" ", 1)
                pieces = [tuple(map(int, place.split())) for place in places.split(";")]
                assert words == [" ".join(text[a:b] for a, b in pieces)]  # as brat itself verifies them
                assert f"\n{label}\n" in configured
                found.add((pieces[0][0], pieces[-1][1], label))
            elif row_id.startswith("A"):
                attribute, _, *value = content.split(" ")
                assert re.search(rf"^{attribute}\tArg:<ENTITY>.*{value[0] if value else ''}", configured, re.MULTILINE)
        assert (text, found) == (ARTICLES[name], spans(out, name))


def test_a_brat_span_over_a_line_end_is_in_pieces(tmp_path: Path) -> None:
    made = article("a", "Завод\n\n«Восход» выпустил 25 машин.")
    made["mentions"] = [row | {"start": 0, "stop": 15, "text": "Завод\n\n«Восход»"} for row in made["mentions"]]
    with Store.lock(tmp_path / "out") as store:
        store.commit([made])
        store.export()
    export(tmp_path / "out", "brat", tmp_path)
    assert "T1\tORG 0 5;7 15\tЗавод «Восход»\n" in (tmp_path / "a.ann").read_text(encoding="utf-8")


def test_conllu(out: Path, tmp_path: Path) -> None:
    [path] = export(out, "conllu", tmp_path)
    sentences = conllu.parse(path.read_text(encoding="utf-8"))
    assert [sentence.metadata["sent_id"] for sentence in sentences] == [
        row["sent_id"] for row in rows(out, "sentences")
    ]
    tokens = [token for sentence in sentences for token in sentence]
    expected = rows(out, "tokens")
    assert [(t["form"], t["lemma"], t["upos"]) for t in tokens] == [(r["text"], r["lemma"], r["pos"]) for r in expected]
    assert [t["misc"]["start_char"] for t in tokens] == [r["start"] for r in expected]
    for sentence in sentences:
        sentence.to_tree()  # every head is there, and there is one root
        spaced = "".join(t["form"] + ("" if (t["misc"] or {}).get("SpaceAfter") == "No" else " ") for t in sentence)
        assert spaced.rstrip() == sentence.metadata["text"]
    ids = [t["misc"]["ClaimId"].replace("_", " ") for t in tokens if "ClaimId" in t["misc"]]
    assert ids == [row["claim_id"] for row in rows(out, "claims")]
    names = [t for t in tokens if t["misc"].get("NER", "").startswith("B-")]
    assert [t["misc"]["start_char"] for t in names] == [row["start"] for row in rows(out, "mentions")]


def test_spacy(out: Path, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="pip install -e '.[spacy]'")
    [path] = export(out, "spacy", tmp_path)
    nlp = spacy.blank("ru")
    docs = list(spacy.tokens.DocBin().from_disk(path).get_docs(nlp.vocab))
    assert {doc.user_data["article_id"]: doc.text for doc in docs} == ARTICLES
    for doc in docs:
        name = doc.user_data["article_id"]
        marked = {(s.start_char, s.end_char, s.label_) for s in [*doc.ents, *doc.spans["claims"]]}
        assert marked == spans(out, name)
        assert {span.id_ for span in doc.spans["claims"]} == set(doc.user_data["claims"])
        lemmas = {token.idx: token.lemma_ for token in doc}
        assert all(lemmas[int(row["start"])] == row["lemma"] for row in rows(out, "tokens", name))


def test_label_studio_tasks(out: Path, tmp_path: Path) -> None:
    tasks, interface = export(out, "label-studio", tmp_path)
    view = ElementTree.parse(interface).getroot()
    labels = {label.get("value") for label in view.iter("Label")}
    controls = {control.get("name"): control.tag.lower() for control in view if control.get("toName")}
    for task in json.loads(tasks.read_text(encoding="utf-8")):
        name = task["data"]["article_id"]
        regions = task["predictions"][0]["result"]
        found = {
            (r["value"]["start"], r["value"]["end"], r["value"]["labels"][0]) for r in regions if r["type"] == "labels"
        }
        assert (task["data"]["text"], found) == (ARTICLES[name], spans(out, name))
        for region in regions:
            assert controls[region["from_name"]] == region["type"]
            if region["type"] == "labels":
                assert region["value"]["text"] == ARTICLES[name][region["value"]["start"] : region["value"]["end"]]
                assert region["value"]["labels"][0] in labels


def test_label_studio_reads_its_tasks(out: Path, tmp_path: Path) -> None:
    """By its SDK: the interface, every region of every task, and the converter of what comes back."""
    sdk = pytest.importorskip("label_studio_sdk", reason="pip install -e '.[label-studio]'")
    interface_module = pytest.importorskip("label_studio_sdk.label_interface")
    converter_module = pytest.importorskip("label_studio_sdk.converter")
    tasks, config = export(out, "label-studio", tmp_path)
    read_tasks = json.loads(tasks.read_text(encoding="utf-8"))
    interface = interface_module.LabelInterface(config.read_text(encoding="utf-8"))
    interface.validate()
    for n, task in enumerate(read_tasks, 1):
        assert interface.validate_prediction(task["predictions"][0], return_errors=True) == [], sdk.__version__
        result = task.pop("predictions")[0]["result"]
        task |= {"id": n, "annotations": [{"id": n, "result": result, "completed_by": 1, "was_cancelled": False}]}
    (tmp_path / "project.json").write_text(json.dumps(read_tasks), encoding="utf-8")
    converter = converter_module.Converter(config.read_text(encoding="utf-8"), str(tmp_path))
    converter.convert(str(tmp_path / "project.json"), str(tmp_path / "back"), "JSON_MIN", is_dir=False)
    back = json.loads((tmp_path / "back" / "result.json").read_text(encoding="utf-8"))
    found = {row["article_id"]: {(s["start"], s["end"], s["labels"][0]) for s in row.get("label", ())} for row in back}
    assert found == {name: spans(out, name) for name in ARTICLES}


def test_label_studio_corrections_come_back_as_verdicts(out: Path, tmp_path: Path) -> None:
    tasks = json.loads(export(out, "label-studio", tmp_path)[0].read_text(encoding="utf-8"))
    for task in tasks:  # as Label Studio exports it
        result = task.pop("predictions")[0]["result"]
        task["annotations"] = [{"result": result, "completed_by": 1, "created_at": "2025-10-14T09:30:00.000000Z"}]
    smile = next(task["annotations"][0] for task in tasks if task["data"]["article_id"] == "смайл")
    first, second, *rest = (row["claim_id"] for row in rows(out, "claims", "смайл"))
    smile["result"] = [r for r in smile["result"] if r["id"] != first]
    for region in smile["result"]:
        if (region["id"], region["from_name"]) == (second, "item"):
            region["value"]["text"] = ["поликлиники"]
    path = tmp_path / "project.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    save(out, read(path))
    claims = {row["claim_id"]: row for row in rows(out, "claims")}
    assert claims[first]["review"] == "wrong"
    assert (claims[second]["review"], claims[second]["item"]) == ("corrected", "поликлиники")
    assert {claims[each]["review"] for each in rest} == {"right"}
    assert {row["reviewer"] for row in rows(out, "reviews")} == {"1"}


@pytest.mark.parametrize("content", ["{", "[1]", '[{"annotations": [{"result": []}], "data": {"text": "a"}}]'])
def test_a_foreign_json_is_refused_in_one_line(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(ReviewError, match="no JSON export"):
        read(tmp_path / "x.json")


def test_from_the_command_line(out: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["export", "doccano", str(out), "-o", str(tmp_path / "new" / "there")])
    assert result.stdout == f"{tmp_path / 'new' / 'there' / 'doccano.jsonl'}\n"
    assert CliRunner().invoke(main, ["export", "xml", str(out)]).exit_code == 2
    missing = CliRunner().invoke(main, ["export", "brat", str(tmp_path)])
    assert (missing.exit_code, missing.stderr.count("\n")) == (1, 1)
