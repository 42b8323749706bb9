"""Charts of coverage: what was announced, and whether an empty month is silence or a gap."""

from dashboards.charts.parts import COUNT, FIT, TIME, Chart, Period, field, in_periods

STATES = {
    "kept": ("kept as text", "#117733"),
    "paywalled": ("paywalled", "#DDCC77"),
    "off_topic": ("off topic", "#88CCEE"),
    "out_of_period": ("out of period", "#BBBBBB"),
    "refused": ("refused by robots.txt", "#882255"),
    "set_aside": ("set aside", "#CC6677"),
    "waiting": ("not decided yet", "#EEEEEE"),
}

READINGS = {
    "covered": "#117733",
    "silence: announced, none on the topic": "#88CCEE",
    "open: not all decided": "#DDCC77",
    "unclear: some pages could not be read": "#CC6677",
    "outside the period": "#DDDDDD",
    "gap: nothing announced to us": "#FFFFFF",
}

_SUMMED = (
    "announced",
    "kept",
    "paywalled",
    "out_of_period",
    "refused",
    "set_aside",
    "waiting",
)
_READING = (  # the same reading as in coverage_by_outlet_and_month.sql, for longer periods
    "datum.announced == 0 ? 'gap: nothing announced to us'"
    " : datum.kept + datum.paywalled > 0 ? 'covered'"
    " : datum.waiting > 0 ? 'open: not all decided'"
    " : datum.refused + datum.set_aside > 0 ? 'unclear: some pages could not be read'"
    " : datum.announced == datum.out_of_period ? 'outside the period'"
    " : 'silence: announced, none on the topic'"
)


def ledger() -> Chart:
    """Draw what became of every announced link, per outlet."""
    labels = " : ".join(f"datum.state == '{k}' ? '{v[0]}'" for k, v in STATES.items())
    spec = {
        "transform": [
            {"fold": list(STATES), "as": ["state", "count"]},
            {
                "aggregate": [{"op": "sum", "field": "count", "as": "count"}],
                "groupby": ["outlet_name", "state"],
            },
            {"filter": "datum.count > 0"},
            {"calculate": f"{labels} : ''", "as": "became"},
            {"calculate": f"indexof({list(STATES)}, datum.state)", "as": "place"},
        ],
        "width": "container",
        "autosize": FIT,
        "height": {"step": 26},
        "mark": {"type": "bar", "stroke": "#555", "strokeWidth": 0.5},
        "encoding": {
            "y": field("outlet_name", "nominal", "Outlet"),
            "x": field("count", "quantitative", "Links announced", axis=COUNT),
            "color": field(
                "became",
                "nominal",
                "What became of them",
                scale={
                    "domain": [label for label, _ in STATES.values()],
                    "range": [value for _, value in STATES.values()],
                },
                legend={"orient": "bottom", "columns": 4},
            ),
            "order": {"field": "place"},
            "tooltip": [
                field("outlet_name", "nominal", "Outlet"),
                field("became", "nominal", "Became"),
                field("count", "quantitative", "Links"),
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


def silence(period: Period) -> Chart:
    """Draw per outlet and period whether it was covered, silent, or not collected."""
    spec = {
        "transform": [
            in_periods(period),
            {
                "aggregate": [{"op": "sum", "field": n, "as": n} for n in _SUMMED],
                "groupby": ["outlet_name", "period"],
            },
            {"calculate": _READING, "as": "reading"},
        ],
        "width": "container",
        "autosize": FIT,
        "height": {"step": 26},
        "encoding": {
            "x": field("period", "ordinal", period.capitalize(), axis=TIME),
            "y": field("outlet_name", "nominal", "Outlet", axis={"grid": False}),
        },
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "#bbb"},
                "encoding": {
                    "color": field(
                        "reading",
                        "nominal",
                        "Reading",
                        scale={"domain": list(READINGS), "range": list(READINGS.values())},
                        legend={"orient": "bottom", "columns": 2, "labelLimit": 300},
                    ),
                    "tooltip": [
                        field("outlet_name", "nominal", "Outlet"),
                        field("period", "ordinal", period.capitalize()),
                        field("reading", "nominal", "Reading"),
                        field("announced", "quantitative", "Announced"),
                        field("kept", "quantitative", "Kept"),
                    ],
                },
            },
            {
                "transform": [{"filter": "datum.announced > 0"}],
                "mark": {"type": "text", "fontSize": 11},
                "encoding": {
                    "text": field("kept", "quantitative", None),
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
        f"Number of articles kept, by outlet and {period}. A figure means that the outlet announced"
        f" articles to us in that {period}: 0 is silence on the topic. An empty field is a gap:"
        " nothing was announced, so nothing can be said.",
        "coverage_by_outlet_and_month",
        spec,
        ("outlet_name", "month", "reading", "announced", "kept"),
    )
