"""The codebook as data archives read it: DDI-Codebook 2.5."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from nlp.cli import codebook
from nlp.codebook import load_codebook, shipped, to_ddi

ORDER = {
    "codeBook": ["docDscr", "stdyDscr", "fileDscr", "dataDscr", "otherMat"],
    "stdyDscr": ["citation", "stdyInfo", "method", "dataAccs", "othrStdyMat", "notes"],
    "citation": ["titlStmt", "rspStmt", "prodStmt", "distStmt", "serStmt", "verStmt", "biblCit"],
    "titlStmt": ["titl", "subTitl", "altTitl", "parTitl", "IDNo"],
    "verStmt": ["version", "verResp", "notes"],
    "stdyInfo": ["studyBudget", "subject", "abstract", "sumDscr"],
    "sumDscr": ["timePrd", "collDate", "nation", "geogCover", "anlyUnit", "universe", "dataKind"],
    "method": ["dataColl", "notes", "anlyInfo", "stdyClas", "dataProcessing", "codingInstructions"],
    "codingInstructions": ["txt", "command"],
    "othrStdyMat": ["relMat", "relStdy", "relPubl", "othRefs"],
    "fileDscr": ["fileTxt", "notes"],
    "fileTxt": ["fileName"],
    "dataDscr": ["varGrp", "nCubeGrp", "var", "nCube", "notes"],
    "varGrp": ["labl", "txt", "concept", "defntn", "universe", "notes"],
    "var": [
        "location",
        "labl",
        "imputation",
        "security",
        "embargo",
        "respUnit",
        "anlysUnit",
        "qstn",
        "valrng",
        "invalrng",
        "undocCod",
        "universe",
        "TotlResp",
        "sumStat",
        "txt",
        "stdCatgry",
        "catgryGrp",
        "catgry",
        "codInstr",
        "verStmt",
        "concept",
        "derivation",
        "varFormat",
        "geoMap",
        "catLevel",
        "notes",
    ],
    "catgry": ["catValu", "labl", "txt", "catStat", "mrow"],
    "valrng": ["item", "range", "key", "notes"],
}
"""Children of each element that holds elements, in the order of the schema of DDI-Codebook 2.5."""
NS = "{ddi:codebook:2_5}"


def parsed(text: str) -> ET.Element:
    """Return the root of a document; it is our own, so nothing can be hidden in it."""
    return ET.fromstring(text)  # noqa: S314


@pytest.mark.parametrize("name", shipped())
def test_elements_come_as_the_schema_has_them(name: str) -> None:
    """Namespace, required elements, order, and identifiers that are referred to."""
    root = parsed(to_ddi(load_codebook(name, Path())))
    assert (root.tag, root.get("version")) == (f"{NS}codeBook", "2.5")
    assert root.findtext(f"{NS}stdyDscr/{NS}citation/{NS}titlStmt/{NS}titl")
    for element in root.iter():
        assert element.tag.startswith(NS)
        children = [child.tag.removeprefix(NS) for child in element]
        order = ORDER.get(element.tag.removeprefix(NS), [])
        places = [order.index(child) for child in children]
        assert places == sorted(places)
    identifiers = [e.get("ID") for e in root.iter() if e.get("ID")]
    assert len(set(identifiers)) == len(identifiers)
    for element in root.iter():
        wanted = f"{element.get('files', '')} {element.get('var', '')}".split()
        assert set(wanted) <= set(identifiers)


def test_a_frame_is_a_variable_as_the_release_names_it(write_codebook: Callable[..., Path]) -> None:
    """Label, definition, categories, rules, examples; and the variables of codings.csv."""
    path = write_codebook(
        ('weak = ["healthy"', 'rules = ["Ask twice & again."]\nweak = ["healthy"'),
        ('title = "Framing of tea"', 'title = "Framing of <tea> \\u0007"'),
    )
    root = parsed(to_ddi(load_codebook(path.name, path.parent)))
    assert root.findtext(f".//{NS}titl") == "Framing of <tea>"
    variables = {v.get("name"): v for v in root.iter(f"{NS}var")}
    assert list(variables) == [
        "frame_healing",
        *("frame", "probability", "present", "stance", "voice"),
    ]
    frame = variables["frame_healing"]
    assert frame.findtext(f"{NS}labl") == "Healing"
    assert str(frame.findtext(f"{NS}txt")).startswith("Tea heals. Empty:")
    assert [c.text for c in frame.iter(f"{NS}catValu")] == ["asserted", "contested"]
    assert frame.findtext(f"{NS}codInstr") == "Ask twice & again."
    notes = [(n.get("type"), n.get("subject"), n.text) for n in frame.iter(f"{NS}notes")]
    assert ("example", None, "“It is a myth that tea heals.” (contested, author)") in notes
    assert ("counter-example", None, "“Tea is grown in the hills.” No healing.") in notes
    assert ("indicator", "strong", "heal*") in notes
    assert [c.text for c in variables["voice"].iter(f"{NS}catValu")] == ["author", "source"]
    assert variables["probability"].get("intrvl") == "contin"


def test_sub_dimensions_and_exclusions_are_described(write_codebook: Callable[..., Path]) -> None:
    """As a group of variables, and as notes."""
    path = write_codebook()
    more = "".join(
        f'[[frames]]\nid = "{name}"\nname = "{name}"\ndefinition = "D."\nstrong = ["{name}"]\n'
        f'{extra}[[frames.examples]]\ntext = "A {name}."\n'
        for name, extra in (("sleep", 'part_of = "healing"\n'), ("rite", ""))
    )
    more += '[[exclusions]]\nframes = ["healing", "rite"]\nrule = "Healing wins."\n'
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    root = parsed(to_ddi(load_codebook(path.name, path.parent)))
    group = root.find(f".//{NS}varGrp")
    assert group is not None
    assert group.get("var") == "V_frame_healing V_frame_sleep"
    note = root.findtext(f"{NS}dataDscr/{NS}notes")
    assert note == "At most one of frame_healing, frame_rite: Healing wins."


def test_show_writes_three_forms(write_codebook: Callable[..., Path]) -> None:
    """Markdown unless asked otherwise; equal files give equal pages."""
    path = write_codebook()
    run = CliRunner().invoke
    pages = {
        form: run(codebook, ["show", str(path), "--as", form]).stdout
        for form in ("markdown", "ddi", "json")
    }
    assert run(codebook, ["show", str(path)]).stdout == pages["markdown"]
    assert pages["markdown"].startswith("# Framing of tea\n")
    assert parsed(pages["ddi"].partition("\n")[2]).tag == f"{NS}codeBook"
    keys = json.loads(pages["json"])
    assert (keys["id"], keys["hash"]) == ("tea", load_codebook("tea.toml", path.parent).hash)
    assert run(codebook, ["show", str(path), "--as", "pdf"]).exit_code == 2
