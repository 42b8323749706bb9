"""What the encoder is to learn from an article, on texts written here. Needs no torch."""

import json
from pathlib import Path
from typing import Any

from nlp.quotations.decode import NOWHERE
from nlp.quotations.pieces import tokenizer
from nlp.training.encoder.data import LABELS, Example, examples, read_rows

TEXT = "The court sat.\n“The list is wrong,” Marta Okonedo said, “and everybody knows.”"


def span(words: str) -> list[int]:
    """Return where `words` stand in TEXT."""
    start = TEXT.index(words)
    return [start, start + len(words)]


ROW: dict[str, Any] = {
    "text": TEXT,
    "attributions": [
        {
            "source": [span("Marta Okonedo")],
            "cue": [span("said")],
            "content": [span("The list is wrong"), span("and everybody knows")],
        }
    ],
}


def words(example: Example, label: str) -> str:
    """Return the text of the pieces that begin or go on with `label`."""
    chosen = {LABELS.index(f"B-{label}"), LABELS.index(f"I-{label}")}
    window = example.window
    return "".join(
        TEXT[s:e]
        for s, e, number in zip(window.starts, window.ends, example.labels, strict=True)
        if int(number) in chosen
    )


def test_labels() -> None:
    """Every word of source, cue and content has its label, and no other."""
    (example,) = examples(ROW, tokenizer(), 250)
    assert words(example, "source") == "MartaOkonedo"
    assert words(example, "cue") == "said"
    assert words(example, "content") == "Thelistiswrongandeverybodyknows"


def test_links() -> None:
    """Both parts of the content point to the cue, the cue to its source."""
    (example,) = examples(ROW, tokenizer(), 250)
    cue = int((example.labels == LABELS.index("B-cue")).argmax())
    source = int((example.labels == LABELS.index("B-source")).argmax())
    assert [link[2] for link in example.contents] == [cue, cue]
    assert [link[2] for link in example.cues] == [source]


def test_a_cue_in_another_window() -> None:
    """What a window does not hold is pointed to nowhere."""
    found = list(examples(ROW, tokenizer(), 14))
    assert len(found) > 1
    assert any(target == NOWHERE for example in found for *_, target in example.contents)


def test_rows(tmp_path: Path) -> None:
    """One JSON object a line; empty lines do not count."""
    file = tmp_path / "a.jsonl"
    file.write_text(f"{json.dumps(ROW)}\n\n", "utf-8")
    assert read_rows(file) == [ROW]
