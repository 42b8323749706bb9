"""Datasette plugin: the pages, labels and links of a framesay corpus.

It does nothing unless one of the served databases is a framesay corpus (PRAGMA
application_id): other Datasettes in the same environment stay as they are.
"""

import re
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from datasette import hookimpl
from jinja2 import FileSystemLoader
from markupsafe import Markup

from dashboards import metadata
from dashboards.plugin import pages
from dashboards.plugin.codebooks import choose
from dashboards.plugin.corpora import corpus_database, is_corpus, only_corpus
from dashboards.plugin.study import choices, study_page

# Datasette is untyped: its objects are Any here, and so is its decorator.
# ruff: noqa: ANN401
# mypy: disable-error-code="untyped-decorator"

_STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
# Vega sets styles on what it draws; it is run without eval (option "ast").
_CHARTS = _STRICT.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
# Datasette's own pages hold small scripts and styles of their own.
_STOCK = _CHARTS.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")

_LINKED = {"title", "text", "content", "snippet"}
_HIT = re.compile("⟦([^⟦⟧]*)⟧")


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Put our templates in front of Datasette's."""
    if corpus_database(datasette) is not None:
        folder = files("dashboards").joinpath("templates")
        paths = [str(folder.joinpath("overrides")), str(folder)]
        env.loader.loaders.insert(0, FileSystemLoader(paths))


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Add the reading view, the charts and our files."""
    return [
        (r"^/-/read/(?P<article>[0-9a-f]{4,64})$", pages.read),
        (r"^/-/charts$", pages.show_charts),
        (r"^/-/framesay/(?P<name>[a-z.-]+\.(?:css|js))$", pages.static),
        (r"^/-/download/(?P<name>[a-z_]+)\.csv$", pages.download),
    ]


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Describe every table, view and column of the corpus."""
    database = corpus_database(datasette)
    return metadata.corpus_metadata(database.name) if database else {}


@hookimpl
def canned_queries(datasette: Any, database: str) -> dict[str, dict[str, Any]]:
    """Offer the canned queries."""
    return metadata.canned_queries() if is_corpus(datasette, database) else {}


@hookimpl
def extra_template_vars(
    template: str, database: str | None, request: Any, datasette: Any
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Give the front page its figures, and the forms of canned queries what can be chosen."""

    async def more() -> dict[str, Any]:
        asked = request.args.get("codebook") if request else None
        if template == "index.html" and only_corpus(datasette):
            return {"study": await study_page(corpus_database(datasette), asked)}
        if template == "query.html" and is_corpus(datasette, database):
            corpus = datasette.databases[database]
            choice = await choose(corpus, asked)
            return {"choice": choice, "choices": await choices(corpus, choice)}
        return {}

    return more


@hookimpl
def extra_css_urls(database: str | None, datasette: Any) -> list[str]:
    """Style Datasette's own pages of the corpus."""
    return ["/-/framesay/datasette.css"] if is_corpus(datasette, database) else []


@hookimpl
def extra_js_urls(database: str | None, datasette: Any) -> list[str]:
    """Fold the definitions of the variables away on Datasette's own pages."""
    return ["/-/framesay/datasette.js"] if is_corpus(datasette, database) else []


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Link our pages from Datasette's menu."""
    database = corpus_database(datasette)
    if database is None:
        return []
    return [
        {"href": datasette.urls.instance(), "label": "The study"},
        {"href": datasette.urls.path(f"/{database.name}/reading_list"), "label": "Reading list"},
        {"href": datasette.urls.path("/-/charts"), "label": "Charts"},
    ]


@hookimpl
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Markup | None:
    """Link articles, sentences and quotations to their place in the reading view."""
    if value is None or column not in _LINKED or not is_corpus(datasette, database):
        return None
    known = set(row.keys())
    if "article_id" not in known or not re.fullmatch("[0-9a-f]{4,64}", str(row["article_id"])):
        return None
    place = f"/-/read/{row['article_id']}"
    asked = {name: row[name] for name in ("version", "codebook_id") if name in known and row[name]}
    if asked:
        place += "?" + urlencode(asked).replace("codebook_id=", "codebook=")
    if column == "content" and "quotation" in known:
        place += f"#q{int(row['quotation'])}"
    elif column == "text" and "sentence" in known:
        sentence = int(row["sentence"])
        place += f"#s{sentence}" if sentence >= 0 else "#headline"
    elif column == "text" and table == "article":
        value = value[:200] + "…" if len(value) > 200 else value  # noqa: PLR2004
    # Only now, after escaping, are the search's hit signs turned into elements.
    shown = _HIT.sub(r"<mark>\1</mark>", str(Markup.escape(value)))
    return Markup('<a href="{}">{}</a>').format(
        datasette.urls.path(place),
        Markup(shown),  # noqa: S704 - escaped two lines above
    )


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Say in each answer that nothing may be loaded from, or sent to, any other host."""

    def wrap(app: Any) -> Any:
        async def guarded(scope: Any, receive: Any, send: Any) -> None:
            async def send_with_policy(event: Any) -> None:
                if event["type"] == "http.response.start":
                    path = (
                        "" if scope["path"] == "/" and not only_corpus(datasette) else scope["path"]
                    )
                    headers = [*event.get("headers", []), *_headers(path)]
                    event = {**event, "headers": headers}
                await send(event)

            served = scope["type"] == "http" and corpus_database(datasette) is not None
            await app(scope, receive, send_with_policy if served else send)

        return guarded

    return wrap


def _headers(path: str) -> list[tuple[bytes, bytes]]:
    if path == "/" or path.startswith(("/-/read/", "/-/framesay/")):
        policy = _STRICT
    elif path == "/-/charts":
        policy = _CHARTS
    else:
        policy = _STOCK
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
    ]
