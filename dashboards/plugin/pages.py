"""framesay's own pages and files: reading view, charts, styles and scripts."""

import csv
import io
import json
from importlib.resources import files
from typing import Any

from datasette.utils.asgi import NotFound, Response
from datasette.version import __version__
from markupsafe import Markup

from dashboards.charts import PERIODS, Chart, Period, best_period, charts, frames_css
from dashboards.plugin.codebooks import Choice, choose, frames_in_use
from dashboards.plugin.corpora import Row, allow, corpus_database, rows
from dashboards.plugin.loading import load
from dashboards.plugin.reading import page
from dashboards.queries import queries

_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
_VEGA = {"vega.min.js", "vega-lite.min.js", "vega-embed.min.js"}
_FILTERS = ("outlet", "from", "to")
_READS = ("article", "outlet", "coding", "quotation")


async def read(datasette: Any, request: Any) -> Any:  # noqa: ANN401 - Datasette is untyped
    """Answer /-/read/ARTICLE_ID, with ?version= for an older text and ?codebook= for another."""
    database = _database(datasette)
    await allow(datasette, request, database, *_READS)
    asked = request.args.get("version")
    if asked is not None and not (asked.isascii() and asked.isdigit() and len(asked) < 10):  # noqa: PLR2004
        raise NotFound(f"version {asked!r} is not a number")
    version, codebook = int(asked) if asked else None, request.args.get("codebook")
    newest = await choose(database, None)
    parts = await load(database, request.url_vars["article"], version, codebook, newest.codebook)
    if parts is None:
        raise NotFound("no such article (or version of it) in this corpus")
    if codebook and parts.run is None:
        await choose(database, codebook)  # not coded with it is an answer, unknown is none
    choice = Choice(parts.codebook, newest.known)
    context = page(parts, database.name) | _common(datasette, choice)
    body = await datasette.render_template("framesay/read.html", context, request=request)
    return Response.html(body)


async def show_charts(datasette: Any, request: Any) -> Any:  # noqa: ANN401 - Datasette is untyped
    """Answer /-/charts, with ?outlet=, ?from= and ?to= to look at a part."""
    database = _database(datasette)
    await allow(datasette, request, database, *_READS)
    choice = await choose(database, request.args.get("codebook"))
    chosen = {name: request.args.get(name) or "" for name in _FILTERS} | choice.arguments
    frames = [row["name"] for row in await frames_in_use(database, choice.codebook)]
    data = {
        name: await rows(database, queries()[name].sql, queries()[name].no_parameters | chosen)
        for name in {chart.query for chart in charts(frames)}
    }
    months = {row["month"] for values in data.values() for row in values if "month" in row}
    period: Period = next(
        (known for known in PERIODS if known == request.args.get("period")), best_period(months)
    )
    figures = [_figure(chart, data[chart.query]) for chart in charts(frames, period)]
    context = {
        **_common(datasette, choice),
        "database": database.name,
        "figures": figures,
        "chosen": chosen,
        "period": period,
        "periods": PERIODS,
        "outlets": await rows(database, "SELECT outlet, name FROM outlet ORDER BY name"),
    }
    body = await datasette.render_template("framesay/charts.html", context, request=request)
    return Response.html(body)


async def static(datasette: Any, request: Any) -> Any:  # noqa: ANN401 - Datasette is untyped
    """Answer /-/framesay/FILE: our styles and scripts, and the frames' colours."""
    _database(datasette)
    name = request.url_vars["name"]
    if name == "frames.css":
        return Response(frames_css(), content_type=_TYPES[".css"])
    package = "datasette_dashboards" if name in _VEGA else "dashboards"
    for entry in files(package).joinpath("static").iterdir():
        kind = _TYPES.get(entry.name[entry.name.rfind(".") :])
        if entry.name == name and kind:
            return Response(entry.read_text("utf-8"), content_type=kind)
    raise NotFound(f"no file {name}")


async def download(datasette: Any, request: Any) -> Any:  # noqa: ANN401 - Datasette is untyped
    """Answer /-/download/QUERY.csv: all rows of a canned query.

    Datasette's own CSV of a query ends at max_returned_rows and does not say so. UTF-8 without
    BOM, RFC 4180, values unaltered.
    """
    database = _database(datasette)
    await allow(datasette, request, database, *_READS)
    query = queries().get(request.url_vars["name"])
    if query is None:
        raise NotFound("no such query")
    given = {name: request.args.get(name) or "" for name in query.parameters}
    result = await database.execute(query.sql, given)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column[0] for column in result.description])
    writer.writerows(tuple(row) for row in result.rows)
    headers = {"content-disposition": f'attachment; filename="{query.name}.csv"'}
    return Response(text.getvalue(), headers=headers, content_type="text/csv; charset=utf-8")


def _database(datasette: Any) -> Any:  # noqa: ANN401 - Datasette is untyped
    database = corpus_database(datasette)
    if database is None:
        raise NotFound("no framesay corpus is served here")
    return database


def _common(datasette: Any, choice: Choice) -> Row:  # noqa: ANN401 - Datasette is untyped
    return {
        "metadata_title": datasette.metadata("title"),
        "datasette_version": __version__,
        "choice": choice,
    }


def _figure(chart: Chart, data: list[Row]) -> Row:
    """Return a chart for the template: specification with data, and the data as a table."""
    told = f"{chart.title}. {chart.note} The figures stand in the table below the chart."
    spec = chart.spec | {"data": {"values": data}, "description": told}
    return {
        "chart": chart,
        "spec": _script_json(spec),
        "rows": [[row[column] for column in chart.columns] for row in data[:500]],
        "n_rows": len(data),
        "query": queries()[chart.query],
    }


def _script_json(value: object) -> Markup:
    """Return JSON that cannot end the <script> element it stands in."""
    text = json.dumps(value, ensure_ascii=True)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - escaped for a script element just above
