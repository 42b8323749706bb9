"""The charts: colours of the frames, and Vega-Lite specifications over the canned queries.

A specification holds no data and no address; the page that shows it puts the rows in. Colours
are Paul Tol's "muted" scheme (https://sronpersonalpages.nl/~pault/), which people with any
kind of colour blindness can tell apart; shape, text or opacity always says the same again.
"""

from collections.abc import Sequence

from dashboards.charts.coverage import ledger, silence
from dashboards.charts.frames import by_outlet, contested, quoted, share
from dashboards.charts.parts import (
    NO_FRAME,
    PALETTE,
    PERIODS,
    Chart,
    Period,
    best_period,
    colour,
    frames_css,
)

__all__ = [
    "NO_FRAME",
    "PALETTE",
    "PERIODS",
    "Chart",
    "Period",
    "best_period",
    "charts",
    "colour",
    "frames_css",
]


def charts(frames: Sequence[str], period: Period = "month") -> list[Chart]:
    """Return the charts for a codebook whose frames are called `frames`, in its order."""
    order = [*frames, "(no frame)"]
    scale = {
        "domain": order,
        "range": [*(colour(n) for n in range(len(frames))), NO_FRAME],
    }
    return [
        share(scale, order, period),
        by_outlet(order),
        contested(scale, order),
        quoted(scale, order),
        ledger(),
        silence(period),
    ]
