"""The charts: colours of the frames, and Vega-Lite specifications over the canned queries.

A specification holds no data and no address; the page that shows it puts the rows in. Colours
are Paul Tol's "muted" scheme (https://sronpersonalpages.nl/~pault/), which people with any
kind of colour blindness can tell apart; shape, text or opacity always says the same again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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

_STATES = {
    "kept": ("kept as text", "#117733"),
    "paywalled": ("paywalled", "#DDCC77"),
    "off_topic": ("off topic", "#88CCEE"),
    "out_of_period": ("out of period", "#BBBBBB"),
    "refused": ("refused by robots.txt", "#882255"),
    "set_aside": ("set aside", "#CC6677"),
    "waiting": ("not decided yet", "#EEEEEE"),
}

_READINGS = {
    "covered": "#117733",
    "silence: announced, none on the topic": "#88CCEE",
    "open: not all decided": "#DDCC77",
    "unclear: some pages could not be read": "#CC6677",
    "outside the period": "#DDDDDD",
    "gap: nothing announced to us": "#FFFFFF",
}


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


def charts(frames: Sequence[str]) -> list[Chart]:
    """Return the charts for a codebook whose frames are called `frames`, in its order."""
    scale = {
        "domain": [*frames, "(no frame)"],
        "range": [*(colour(n) for n in range(len(frames))), NO_FRAME],
    }
    order = [*frames, "(no frame)"]
    return [
        _share(scale, order),
        _by_outlet(order),
        _contested(scale, order),
        _quoted(scale, order),
        _ledger(),
        _silence(),
    ]


def _field(name: str, kind: str, title: str | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"field": name, "type": kind, "title": title, **more}


def _share(scale: dict[str, Any], order: list[str]) -> Chart:
    mark = {"type": "line", "point": {"filled": True, "size": 50}, "strokeWidth": 2}
    share = "datum.with_frame / datum.articles"
    spec = {
        "transform": [
            {
                "aggregate": [
                    {"op": "sum", "field": "articles", "as": "articles"},
                    {"op": "sum", "field": "articles_with_frame", "as": "with_frame"},
                ],
                "groupby": ["month", "frame_name"],
            },
            {"calculate": share, "as": "share"},
        ],
        "facet": {**_field("frame_name", "nominal", None, sort=order), "header": _HEADER},
        "columns": 4,
        "spec": {
            "width": 210,
            "height": 120,
            "mark": mark,
            "encoding": {
                "x": _field("month", "ordinal", "Month", axis={"labelAngle": -45}),
                "y": _field(
                    "share", "quantitative", "Share of articles", axis=_PERCENT, scale=_WHOLE
                ),
                "color": _field("frame_name", "nominal", "Frame", scale=scale, legend=None),
                "tooltip": [
                    _field("frame_name", "nominal", "Frame"),
                    _field("month", "ordinal", "Month"),
                    _field("share", "quantitative", "Share of articles", format=".0%"),
                    _field("with_frame", "quantitative", "Articles with the frame"),
                    _field("articles", "quantitative", "Articles coded"),
                ],
            },
        },
    }
    return Chart(
        "frame-share-by-month",
        "Frame share by month",
        "Share of the coded articles of a month that invoke the frame at least once. An article"
        " can invoke several, so shares do not add up to 100 %. Months without a coded article"
        " are missing, not zero.",
        "frame_share_by_outlet_and_month",
        spec,
        ("outlet_name", "month", "frame_name", "articles", "articles_with_frame"),
    )


def _by_outlet(order: list[str]) -> Chart:
    base = {
        "x": _field(
            "frame_name",
            "nominal",
            "Frame",
            sort=order,
            axis={"labelAngle": -40, "orient": "top", "grid": False},
        ),
        "y": _field("outlet_name", "nominal", "Outlet", axis={"grid": False}),
    }
    shade = _field(
        "share", "quantitative", "Share of articles", scale={"scheme": "blues", "domain": [0, 1]}
    )
    spec = {
        "transform": [
            {
                "aggregate": [
                    {"op": "sum", "field": "articles", "as": "articles"},
                    {"op": "sum", "field": "articles_with_frame", "as": "with_frame"},
                ],
                "groupby": ["outlet_name", "frame_name"],
            },
            {"calculate": "datum.with_frame / datum.articles", "as": "share"},
        ],
        "width": "container",
        "autosize": _FIT,
        "height": {"step": 28},
        "encoding": base,
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "#fff"},
                "encoding": {
                    "color": {**shade, "legend": None},
                    "tooltip": [
                        _field("outlet_name", "nominal", "Outlet"),
                        _field("frame_name", "nominal", "Frame"),
                        _field("share", "quantitative", "Share of articles", format=".0%"),
                        _field("with_frame", "quantitative", "Articles with the frame"),
                        _field("articles", "quantitative", "Articles coded"),
                    ],
                },
            },
            {
                "mark": {"type": "text", "fontSize": 12},
                "encoding": {
                    "text": _field("share", "quantitative", None, format=".0%"),
                    "color": {
                        "condition": {"test": "datum.share > 0.5", "value": "#fff"},
                        "value": "#222",
                    },
                },
            },
        ],
    }
    return Chart(
        "frame-share-by-outlet",
        "Frame share by outlet",
        "Share of each outlet's coded articles that invoke the frame at least once. Mind the"
        " number of articles behind a share: point at a field to see it.",
        "frame_share_by_outlet_and_month",
        spec,
        ("outlet_name", "frame_name", "articles", "articles_with_frame"),
    )


def _contested(scale: dict[str, Any], order: list[str]) -> Chart:
    spec = {
        "transform": [
            {"fold": ["asserted", "contested"], "as": ["stance", "count"]},
            {
                "aggregate": [{"op": "sum", "field": "count", "as": "count"}],
                "groupby": ["frame_name", "stance"],
            },
        ],
        "width": "container",
        "autosize": _FIT,
        "height": {"step": 26},
        "mark": {"type": "bar", "strokeWidth": 1.5},
        "encoding": {
            "y": _field("frame_name", "nominal", "Frame", sort=order),
            "x": _field("count", "quantitative", "Sentences and headlines", axis=_COUNT),
            "color": _field("frame_name", "nominal", "Frame", scale=scale, legend=None),
            "stroke": _field("frame_name", "nominal", "Frame", scale=scale, legend=None),
            "fillOpacity": _field(
                "stance",
                "nominal",
                "Stance",
                sort=["asserted", "contested"],
                scale={"domain": ["asserted", "contested"], "range": [0.9, 0.15]},
                legend={
                    "symbolFillColor": "#444",
                    "symbolStrokeColor": "#444",
                    "symbolType": "square",
                    "orient": "bottom",
                },
            ),
            "order": {"field": "stance", "sort": "ascending"},
            "tooltip": [
                _field("frame_name", "nominal", "Frame"),
                _field("stance", "nominal", "Stance"),
                _field("count", "quantitative", "Sentences and headlines"),
            ],
        },
    }
    return Chart(
        "contested-or-asserted",
        "Asserted or contested",
        "How often a frame stands (full colour) and how often it is invoked only to be denied or"
        " held at a distance (pale with an outline).",
        "contested_share",
        spec,
        ("frame_name", "outlet_name", "asserted", "contested", "contested_share"),
    )


def _quoted(scale: dict[str, Any], order: list[str]) -> Chart:
    spec = {
        "transform": [
            {"filter": "datum.actor_id != null"},
            {
                "joinaggregate": [{"op": "sum", "field": "quotations", "as": "total"}],
                "groupby": ["actor_id"],
            },
            {
                "window": [{"op": "dense_rank", "as": "rank"}],
                "sort": [
                    {"field": "total", "order": "descending"},
                    {"field": "actor_id", "order": "ascending"},
                ],
            },
            {"filter": "datum.rank <= 15"},
        ],
        "width": "container",
        "autosize": _FIT,
        "height": {"step": 24},
        "mark": {"type": "bar"},
        "encoding": {
            "y": _field(
                "actor",
                "nominal",
                "Actor",
                sort={"field": "total", "op": "max", "order": "descending"},
                axis={"labelLimit": 190},
            ),
            "x": _field("quotations", "quantitative", "Quotations (once per frame)", axis=_COUNT),
            "color": _field(
                "frame_name",
                "nominal",
                "Frame of what is said",
                scale=scale,
                sort=order,
                legend={"orient": "bottom", "columns": 2, "labelLimit": 300},
            ),
            "tooltip": [
                _field("actor", "nominal", "Actor"),
                _field("actor_type", "nominal", "Type"),
                _field("frame_name", "nominal", "Frame"),
                _field("quotations", "quantitative", "Quotations"),
                _field("asserted", "quantitative", "Asserted"),
                _field("contested", "quantitative", "Contested"),
                _field("direct", "quantitative", "Word for word"),
            ],
        },
    }
    return Chart(
        "who-is-quoted",
        "Who is quoted with which frame",
        "The fifteen actors quoted most, by the frame that their words invoke. A quotation that"
        " invokes two frames is counted for each.",
        "who_is_quoted_with_which_frame",
        spec,
        ("actor", "actor_type", "frame_name", "quotations", "asserted", "contested"),
    )


def _ledger() -> Chart:
    labels = " : ".join(f"datum.state == '{k}' ? '{v[0]}'" for k, v in _STATES.items())
    spec = {
        "transform": [
            {"fold": list(_STATES), "as": ["state", "count"]},
            {
                "aggregate": [{"op": "sum", "field": "count", "as": "count"}],
                "groupby": ["outlet_name", "state"],
            },
            {"filter": "datum.count > 0"},
            {"calculate": f"{labels} : ''", "as": "became"},
            {"calculate": f"indexof({list(_STATES)}, datum.state)", "as": "place"},
        ],
        "width": "container",
        "autosize": _FIT,
        "height": {"step": 26},
        "mark": {"type": "bar", "stroke": "#555", "strokeWidth": 0.5},
        "encoding": {
            "y": _field("outlet_name", "nominal", "Outlet"),
            "x": _field("count", "quantitative", "Links announced", axis=_COUNT),
            "color": _field(
                "became",
                "nominal",
                "What became of them",
                scale={
                    "domain": [label for label, _ in _STATES.values()],
                    "range": [value for _, value in _STATES.values()],
                },
                legend={"orient": "bottom", "columns": 4},
            ),
            "order": {"field": "place"},
            "tooltip": [
                _field("outlet_name", "nominal", "Outlet"),
                _field("became", "nominal", "Became"),
                _field("count", "quantitative", "Links"),
            ],
        },
    }
    return Chart(
        "coverage",
        "Coverage ledger",
        "Every link that an outlet announced and what became of it: the volume against which"
        " shares should be read.",
        "coverage_by_outlet_and_month",
        spec,
        ("outlet_name", "month", "announced", "kept", "paywalled", "off_topic", "set_aside"),
    )


def _silence() -> Chart:
    spec = {
        "width": "container",
        "autosize": _FIT,
        "height": {"step": 26},
        "encoding": {
            "x": _field("month", "ordinal", "Month", axis={"labelAngle": -45, "grid": False}),
            "y": _field("outlet_name", "nominal", "Outlet", axis={"grid": False}),
        },
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "#bbb"},
                "encoding": {
                    "color": _field(
                        "reading",
                        "nominal",
                        "Reading",
                        scale={"domain": list(_READINGS), "range": list(_READINGS.values())},
                        legend={"orient": "bottom", "columns": 2, "labelLimit": 300},
                    ),
                    "tooltip": [
                        _field("outlet_name", "nominal", "Outlet"),
                        _field("month", "ordinal", "Month"),
                        _field("reading", "nominal", "Reading"),
                        _field("announced", "quantitative", "Announced"),
                        _field("kept", "quantitative", "Kept"),
                    ],
                },
            },
            {
                "transform": [{"filter": "datum.announced > 0"}],
                "mark": {"type": "text", "fontSize": 11},
                "encoding": {
                    "text": _field("kept", "quantitative", None),
                    "color": {
                        "condition": {"test": "datum.reading == 'covered'", "value": "#fff"},
                        "value": "#222",
                    },
                },
            },
        ],
    }
    return Chart(
        "silence-or-gap",
        "Silence or gap",
        "Number of articles kept, by outlet and month. A figure means that the outlet announced"
        " articles to us in that month: 0 is silence on the topic. An empty white field is a gap:"
        " nothing was announced, so nothing can be said.",
        "coverage_by_outlet_and_month",
        spec,
        ("outlet_name", "month", "reading", "announced", "kept"),
    )


_PERCENT = {"format": ".0%", "tickCount": 4}
_COUNT = {"format": "d", "tickMinStep": 1}
_FIT = {"type": "fit-x", "contains": "padding"}
_WHOLE = {"domain": [0, 1]}
_HEADER = {"labelFontSize": 12, "labelFontWeight": 600, "labelLimit": 210}
