"""What a model is worth, as figures for programs and as a table for people."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from nlp.framing.learning.codings import VOICES, Codings
from nlp.framing.learning.worth import (
    abstention,
    contested,
    frame_agreement,
    frame_calibration,
    macro_f1,
)
from nlp.framing.second import Chances

FEW = 20
"""Codings of a frame below which its figures say little."""
SHARES = (1.0, 0.9, 0.8, 0.7, 0.5)
EVEN = 0.5
Figures = dict[str, Any]


def figures(codings: Codings, found: Chances, threshold: float) -> Figures:
    """Return what `found` is worth, judged by `codings`; plain values for JSON, rounded."""
    frames = frame_agreement(codings, found, threshold)
    curve = abstention(codings, found, threshold, SHARES)
    values: Figures = {
        "sentences": len(codings.sentences),
        "articles": len({one.group for one in codings.sentences}),
        "frames": {frame: _rounded(asdict(one)) for frame, one in frames.items()},
        "macro_f1": macro_f1(frames),
        "calibration_error": frame_calibration(codings, found),
        "abstention": [{"kept": share, "f1": round(f1, 3)} for share, f1 in curve],
    }
    if found.contested:
        values["contested"] = _rounded(asdict(contested(codings, found, threshold)))
    if found.source is not None and (voice := _voice(codings, found)) is not None:
        values["voice_accuracy"] = voice
    return _rounded(values)


def _voice(codings: Codings, found: Chances) -> float | None:
    """Return the share of coded voices that are right."""
    coded = [(row, one.voice) for row, one in enumerate(codings.sentences) if one.voice]
    if not coded or found.source is None:
        return None
    said = [VOICES[int(found.source[row] >= EVEN)] for row, _ in coded]
    return float(np.mean([one == voice for one, (_, voice) in zip(said, coded, strict=True)]))


def _rounded(values: Figures) -> Figures:
    return {key: round(v, 3) if isinstance(v, float) else v for key, v in values.items()}


def few(values: Figures) -> list[str]:
    """Return the frames with so few codings that their figures say little."""
    return [frame for frame, one in values["frames"].items() if one["positives"] < FEW]


def show(console: Console, title: str, values: Figures) -> None:
    """Print figures as a table, and what they were measured on."""
    console.print(f"[bold]{title}[/bold]", highlight=False)
    console.print(_table(values))
    console.print(f"macro-F1 {values['macro_f1']:.3f}", highlight=False)
    console.print(
        f"calibration error {values['calibration_error']:.3f} (0: of sentences given 0.8, 8 in 10"
        " have the frame)",
        highlight=False,
    )
    if (denied := values.get("contested")) and denied["positives"]:
        console.print(
            f"contested: precision {denied['precision']:.3f}, recall {denied['recall']:.3f}"
            f" ({denied['positives']} codings)",
            highlight=False,
        )
    if "voice_accuracy" in values:
        console.print(f"voice: {values['voice_accuracy']:.3f} right", highlight=False)
    console.print(_curve(values["abstention"]), highlight=False)
    for frame in few(values):
        count = values["frames"][frame]["positives"]
        console.print(
            f"warning: {frame}: {count} codings; with fewer than {FEW} its figures say little"
        )


def _table(values: Figures) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("frame", no_wrap=True)
    for head in ("codings", "precision", "recall", "F1"):
        table.add_column(head, justify="right")
    for frame, one in values["frames"].items():
        numbers = (f"{one[key]:.3f}" for key in ("precision", "recall", "f1"))
        table.add_row(frame, str(one["positives"]), *numbers)
    return table


def _curve(points: Sequence[dict[str, float]]) -> str:
    """Say what leaving the least sure decisions to people would bring."""
    kept = ", ".join(f"{p['kept']:.0%} → {p['f1']:.3f}" for p in points)
    return f"F1 when only the surest decisions are kept: {kept}"
