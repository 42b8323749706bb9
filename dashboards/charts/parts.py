"""What the charts share: colours, the record of a chart, axes, periods."""

from dataclasses import dataclass
from typing import Any, Literal

PALETTE = (
    "#332288",
    "#CC6677",
    "#117733",
    "#AA4499",
    "#44AA99",
    "#882255",
    "#999933",
    "#88CCEE",
    "#DDCC77",
    "#666666",
)
"""Colour of each frame by its position in the codebook; a longer codebook starts anew."""

NO_FRAME = "#BBBBBB"

Period = Literal["month", "quarter", "year"]
PERIODS: tuple[Period, ...] = ("month", "quarter", "year")
_MANY = {"month": 24, "quarter": 60}
"""Above so many months a time axis in this step would be crowded."""

PERCENT = {"format": ".0%", "tickCount": 4}
COUNT = {"format": "d", "tickMinStep": 1}
FIT = {"type": "fit-x", "contains": "padding"}
WHOLE = {"domain": [0, 1]}
HEADER = {"labelFontSize": 12, "labelFontWeight": 600, "labelLimit": 210}
TIME = {"labelAngle": -45, "grid": False, "labelOverlap": True}


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: where its rows come from and how they are drawn."""

    name: str
    title: str
    note: str
    """How to read it, in a sentence or two."""
    query: str
    """Name of the canned query that gives the rows."""
    spec: dict[str, Any]
    columns: tuple[str, ...]
    """Columns of the query that stand in the table below the chart."""


def colour(position: int) -> str:
    """Return the colour of the frame at `position` (from 0) in its codebook."""
    return PALETTE[position % len(PALETTE)]


def frames_css() -> str:
    """Return the style rules that give each frame class (frame-0, frame-1, …) its colour."""
    rules = [f".frame-{n} {{ --frame: {value}; }}" for n, value in enumerate(PALETTE)]
    return "\n".join([*rules, f".frame-none {{ --frame: {NO_FRAME}; }}", ""])


def field(name: str, kind: str, title: str | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return an encoding of column `name` with a title in plain words."""
    return {"field": name, "type": kind, "title": title, **more}


def best_period(months: set[str]) -> Period:
    """Return the finest step in which a time axis over `months` ("2026-03") stays readable."""
    known = sorted(month for month in months if month[:4].isdigit() and month[5:7].isdigit())
    if not known:
        return "month"
    first, last = (int(month[:4]) * 12 + int(month[5:7]) for month in (known[0], known[-1]))
    for period in PERIODS[:-1]:
        if last - first < _MANY[period]:
            return period
    return "year"


def in_periods(period: Period) -> dict[str, str]:
    """Return the transform that puts the column `month` into steps of `period`."""
    steps = {
        "month": "datum.month",
        "quarter": "substring(datum.month, 0, 4) + ' Q'"
        " + ceil(toNumber(substring(datum.month, 5, 7)) / 3)",
        "year": "substring(datum.month, 0, 4)",
    }
    return {"calculate": steps[period], "as": "period"}
