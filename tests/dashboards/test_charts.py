"""The charts' specifications."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from dashboards.charts import NO_FRAME, PALETTE, Chart, best_period, charts, colour, frames_css
from dashboards.queries import queries

Get = Callable[[str], Any]
ALL = charts(["Surveillance", "Trust repair"])


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: str(chart.name))
def test_fields_come_from_the_query_or_the_chart(get: Get, chart: Chart) -> None:
    """Every field a chart draws is a column of its query or computed in the chart."""
    rows = get(f"/corpus/{chart.query}.json?_shape=array").json()
    computed = set(re.findall(r'"as": \[?"(\w+)"(?:, "(\w+)")?', json.dumps(chart.spec)))
    known = set(rows[0]) | {name for pair in computed for name in pair if name}
    used = set(re.findall(r'"field": "(\w+)"', json.dumps(chart.spec)))
    assert used <= known
    assert set(chart.columns) <= set(rows[0])


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: str(chart.name))
def test_axes_are_titled_and_nothing_is_fetched(chart: Chart) -> None:
    """Axes have titles in words; no address stands in a specification."""
    text = json.dumps(chart.spec)
    assert "http" not in text
    assert '"url"' not in text
    for axis in ("x", "y"):
        found = re.findall(
            rf'"{axis}": {{"field": "\w+", "type": "\w+", "title": ("[^"]+"|null)', text
        )
        assert found
        assert "null" not in found


def test_charts_use_known_queries() -> None:
    """Each chart's query exists."""
    assert {chart.query for chart in ALL} <= set(queries())


def test_colours_are_those_of_the_reading_view() -> None:
    """The chart's scale and the style sheet agree; a long codebook starts anew."""
    encoding = ALL[0].spec["spec"]["encoding"]["color"]["scale"]
    assert encoding["range"] == [PALETTE[0], PALETTE[1], NO_FRAME]
    assert f".frame-1 {{ --frame: {PALETTE[1]}; }}" in frames_css()
    assert colour(len(PALETTE)) == PALETTE[0]
    assert len(set(PALETTE)) == len(PALETTE)


def test_data_cannot_end_its_script_element(get: Get) -> None:
    """Hostile names inside the charts' data are escaped for a script element."""
    page = get("/-/charts").text
    blocks = re.findall(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert len(blocks) == len(ALL)
    assert all("<" not in block for block in blocks)
    assert any("window.hacked" in str(json.loads(block)["data"]) for block in blocks)


@pytest.mark.parametrize(
    ("months", "period"),
    [
        (set(), "month"),
        ({"2026-01", "2027-12"}, "month"),
        ({"2026-01", "2028-01"}, "quarter"),
        ({"2018-02", "2026-01", "unknown"}, "year"),
    ],
)
def test_time_steps_fit_the_span(months: set[str], period: str) -> None:
    """A long study is drawn in quarters or years, so that the axis can be read."""
    assert best_period(months) == period


def test_period_can_be_chosen(get: Get) -> None:
    """The reader's choice goes before the automatic one; nonsense is ignored."""
    assert "by outlet and quarter" in get("/-/charts?period=quarter").text
    assert "by outlet and month" in get("/-/charts?period=decade").text
