"""A codebook as DDI-Codebook 2.5, which data archives read: https://ddialliance.org.

The codebook is the study; each frame is a variable, as the release's sentences.csv names it, with
definition, decision rules and examples; beside them stand the variables of its codings.csv.
Elements come in the order that the schema of 2.5 prescribes.
"""

import re
from collections.abc import Iterable
from typing import get_args
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from corpus.dictionary import dictionary
from corpus.records import Stance, Voice
from nlp.codebook.export import pattern_line
from nlp.codebook.file import Codebook, CodebookFile, FrameRule

NAMESPACE = "ddi:codebook:2_5"
FILES = {"F_sentences": "data/sentences.csv", "F_codings": "data/codings.csv"}
STANCES = {
    "asserted": "The sentence invokes the frame, and the frame stands.",
    "contested": "The sentence invokes the frame to deny, correct or relativise it.",
}
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def to_ddi(codebook: Codebook) -> str:
    """Return the codebook as DDI-Codebook 2.5 XML; equal files give equal documents."""
    file = codebook.file
    root = Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5", "xml:lang": file.language})
    _study(SubElement(root, "stdyDscr"), codebook)
    for identifier, name in FILES.items():
        described = SubElement(root, "fileDscr", ID=identifier)
        _add(SubElement(described, "fileTxt"), "fileName", name)
    data = SubElement(root, "dataDscr")
    _groups(data, file)
    for frame in file.frames:
        _frame(data, frame)
    _of_codings(data, file)
    for exclusion in file.exclusions:
        frames = ", ".join(f"frame_{frame}" for frame in exclusion.frames)
        _add(data, "notes", f"At most one of {frames}: {exclusion.rule}", type="exclusion")
    indent(root)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _study(study: Element, codebook: Codebook) -> None:
    file = codebook.file
    citation = SubElement(study, "citation")
    titles = SubElement(citation, "titlStmt")
    _add(titles, "titl", file.title)
    _add(titles, "IDNo", file.id, agency="framesay")
    version = SubElement(citation, "verStmt")
    _add(version, "version", file.version)
    _add(version, "notes", f"SHA-256 of the codebook's file: {codebook.hash}")
    info = SubElement(study, "stdyInfo")
    _add(info, "abstract", file.topic)
    summary = SubElement(info, "sumDscr")
    _add(summary, "anlyUnit", "Sentence (or headline) of an article in the press")
    _add(summary, "universe", file.relevance.rule)
    _add(summary, "dataKind", "Content analysis: frames, their stance and voice")
    method = SubElement(study, "method")
    for kind, text in (
        ("relevance", file.relevance.rule),
        ("stance", file.stance.definition),
        ("voice", file.voice.definition),
        ("article", file.article.rule),
    ):
        _add(SubElement(method, "codingInstructions", type=kind), "txt", text)
    if file.literature:
        material = SubElement(study, "othrStdyMat")
        for reference in file.literature:
            _add(material, "relPubl", reference)


def _groups(data: Element, file: CodebookFile) -> None:
    """Name each frame that has sub-dimensions as a group with them."""
    for frame in file.frames:
        parts = [part.id for part in file.frames if part.part_of == frame.id]
        if parts:
            names = " ".join(f"V_frame_{name}" for name in (frame.id, *parts))
            group = SubElement(data, "varGrp", ID=f"G_{frame.id}", type="subject", var=names)
            _add(group, "labl", f"{frame.name} and its sub-dimensions")


def _frame(data: Element, frame: FrameRule) -> None:
    name = f"frame_{frame.id}"
    variable = _variable(data, name, "F_sentences", frame.name)
    _add(variable, "txt", f"{frame.definition} Empty: the sentence does not invoke the frame.")
    _categories(variable, ((stance, STANCES[stance]) for stance in get_args(Stance)))
    for rule in frame.rules:
        _add(variable, "codInstr", rule)
    _add(variable, "varFormat", "", type="character")
    if frame.part_of:
        _add(variable, "notes", f"A part of frame_{frame.part_of}.", type="sub-dimension")
    for e in frame.examples:
        text = f"“{e.text}” ({e.stance}, {e.voice}){': ' + e.why if e.why else ''}"
        _add(variable, "notes", text, type="example")
    for c in frame.counter_examples:
        _add(variable, "notes", f"“{c.text}” {c.why}", type="counter-example")
    for kind, phrases in (
        ("strong", frame.strong),
        ("weak", frame.weak),
        ("unless", frame.unless),
        ("contested", frame.contested),
        ("pattern", [pattern_line(pattern) for pattern in frame.patterns]),
    ):
        for phrase in phrases:
            _add(variable, "notes", phrase, type="indicator", subject=kind)


def _of_codings(data: Element, file: CodebookFile) -> None:
    """Add the variables of codings.csv; their definitions are those of the dictionary."""
    columns = dictionary()["coding"].columns
    frame = _variable(data, "frame", "F_codings", "Frame")
    _add(frame, "txt", columns["frame"])
    _categories(frame, ((rule.id, rule.name) for rule in file.frames))
    probability = _variable(data, "probability", "F_codings", "Probability", intrvl="contin")
    SubElement(SubElement(probability, "valrng"), "range", min="0", max="1")
    _add(probability, "txt", columns["probability"])
    _add(probability, "varFormat", "", type="numeric")
    present = _variable(data, "present", "F_codings", "Present")
    _add(present, "txt", f"{columns['present']} (from a probability of {file.threshold:g})")
    _categories(present, (("0", "not present"), ("1", "present")))
    stance = _variable(data, "stance", "F_codings", "Stance")
    _add(stance, "txt", file.stance.definition)
    _categories(stance, ((value, STANCES[value]) for value in get_args(Stance)))
    voice = _variable(data, "voice", "F_codings", "Voice")
    _add(voice, "txt", file.voice.definition)
    _categories(voice, ((value, "") for value in get_args(Voice)))


def _variable(
    data: Element, name: str, file: str, label: str, *, intrvl: str = "discrete"
) -> Element:
    variable = SubElement(data, "var", ID=f"V_{name}", name=name, files=file, intrvl=intrvl)
    _add(variable, "labl", label)
    return variable


def _categories(variable: Element, values: Iterable[tuple[str, str]]) -> None:
    for value, text in values:
        category = SubElement(variable, "catgry")
        _add(category, "catValu", value)
        _add(category, "labl", value)
        if text:
            _add(category, "txt", text)


def _add(parent: Element, tag: str, text: str, **attributes: str) -> None:
    child = SubElement(parent, tag, attributes)
    child.text = " ".join(_ILLEGAL.sub("", text).split()) or None
