"""Charts of frames: over time, by outlet, asserted or contested, and who says them."""

from typing import Any

from dashboards.charts.parts import (
    COUNT,
    FIT,
    HEADER,
    PERCENT,
    TIME,
    WHOLE,
    Chart,
    Period,
    field,
    in_periods,
)


def share(scale: dict[str, Any], order: list[str], period: Period) -> Chart:
    """Draw the share of articles per frame over time, one small chart a frame."""
    quotient = "datum.with_frame / datum.articles"
    spec = {
        "transform": [
            in_periods(period),
            {
                "aggregate": [
                    {"op": "sum", "field": "articles", "as": "articles"},
                    {"op": "sum", "field": "articles_with_frame", "as": "with_frame"},
                ],
                "groupby": ["period", "frame_name"],
            },
            {"calculate": quotient, "as": "share"},
        ],
        "facet": {**field("frame_name", "nominal", None, sort=order), "header": HEADER},
        "columns": 4,
        "spec": {
            "width": 210,
            "height": 120,
            "layer": [
                {"mark": {"type": "line", "strokeWidth": 2}},
                {
                    "mark": {"type": "point", "filled": True, "opacity": 1},
                    "encoding": {
                        "size": field(
                            "articles",
                            "quantitative",
                            "Articles coded",
                            scale={"range": [12, 160], "zero": True},
                            legend=None,
                        )
                    },
                },
            ],
            "encoding": {
                "x": field("period", "ordinal", period.capitalize(), axis=TIME),
                "y": field("share", "quantitative", "Share of articles", axis=PERCENT, scale=WHOLE),
                "color": field("frame_name", "nominal", "Frame", scale=scale, legend=None),
                "tooltip": [
                    field("frame_name", "nominal", "Frame"),
                    field("period", "ordinal", period.capitalize()),
                    field("share", "quantitative", "Share of articles", format=".0%"),
                    field("with_frame", "quantitative", "Articles with the frame"),
                    field("articles", "quantitative", "Articles coded"),
                ],
            },
        },
    }
    return Chart(
        "frame-share-over-time",
        "Frame share over time",
        f"Share of the coded articles of a {period} that invoke the frame at least once. An article"
        f" can invoke several, so shares do not add up to 100 %. A {period} without a coded"
        " article is missing, not zero. A larger point stands for more articles.",
        "frame_share_by_outlet_and_month",
        spec,
        ("outlet_name", "month", "frame_name", "articles", "articles_with_frame"),
    )


def by_outlet(order: list[str]) -> Chart:
    """Draw the share of articles per outlet and frame as a table of shades."""
    base = {
        "x": field(
            "frame_name",
            "nominal",
            "Frame",
            sort=order,
            axis={"labelAngle": -40, "orient": "top", "grid": False},
        ),
        "y": field("outlet_name", "nominal", "Outlet", axis={"grid": False}),
    }
    shade = field(
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
        "autosize": FIT,
        "height": {"step": 28},
        "encoding": base,
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "#fff"},
                "encoding": {
                    "color": {**shade, "legend": None},
                    "tooltip": [
                        field("outlet_name", "nominal", "Outlet"),
                        field("frame_name", "nominal", "Frame"),
                        field("share", "quantitative", "Share of articles", format=".0%"),
                        field("with_frame", "quantitative", "Articles with the frame"),
                        field("articles", "quantitative", "Articles coded"),
                    ],
                },
            },
            {
                "mark": {"type": "text", "fontSize": 12},
                "encoding": {
                    "text": field("share", "quantitative", None, format=".0%"),
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


def contested(scale: dict[str, Any], order: list[str]) -> Chart:
    """Draw how often each frame is asserted and contested."""
    spec = {
        "transform": [
            {"fold": ["asserted", "contested"], "as": ["stance", "count"]},
            {
                "aggregate": [{"op": "sum", "field": "count", "as": "count"}],
                "groupby": ["frame_name", "stance"],
            },
        ],
        "width": "container",
        "autosize": FIT,
        "height": {"step": 26},
        "mark": {"type": "bar", "strokeWidth": 1.5},
        "encoding": {
            "y": field("frame_name", "nominal", "Frame", sort=order),
            "x": field("count", "quantitative", "Sentences and headlines", axis=COUNT),
            "color": field("frame_name", "nominal", "Frame", scale=scale, legend=None),
            "stroke": field("frame_name", "nominal", "Frame", scale=scale, legend=None),
            "fillOpacity": field(
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
                field("frame_name", "nominal", "Frame"),
                field("stance", "nominal", "Stance"),
                field("count", "quantitative", "Sentences and headlines"),
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


def quoted(scale: dict[str, Any], order: list[str]) -> Chart:
    """Draw the most quoted actors by the frames of what they say."""
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
        "autosize": FIT,
        "height": {"step": 24},
        "mark": {"type": "bar"},
        "encoding": {
            "y": field(
                "actor",
                "nominal",
                "Actor",
                sort={"field": "total", "op": "max", "order": "descending"},
                axis={"labelLimit": 190},
            ),
            "x": field("quotations", "quantitative", "Quotations (once per frame)", axis=COUNT),
            "color": field(
                "frame_name",
                "nominal",
                "Frame of what is said",
                scale=scale,
                sort=order,
                legend={"orient": "bottom", "columns": 2, "labelLimit": 300},
            ),
            "tooltip": [
                field("actor", "nominal", "Actor"),
                field("actor_type", "nominal", "Type"),
                field("frame_name", "nominal", "Frame"),
                field("quotations", "quantitative", "Quotations"),
                field("asserted", "quantitative", "Asserted"),
                field("contested", "quantitative", "Contested"),
                field("direct", "quantitative", "Word for word"),
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
