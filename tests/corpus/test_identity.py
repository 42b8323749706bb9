"""URLs: what is the same link, what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import PageError
from corpus.identity import actor_id, article_id, canonical_url, normalised_text, on_domain, sha256


@pytest.mark.parametrize(
    ("given_url", "expected"),
    [
        ("https://News.example:443/a/", "https://news.example/a"),
        ("http://news.example/a?utm_source=x&utm_medium=y#top", "http://news.example/a"),
        ("https://news.example/a?id=7&fbclid=Q", "https://news.example/a?id=7"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?a=1&b=2"),
        ("https://news.example/a;jsessionid=AB12.x?p=1", "https://news.example/a?p=1"),
        ("  https://news.example/x//y/../z ", "https://news.example/x/z"),
    ],
)
def test_canonical_url_removes_what_does_not_name_the_article(
    given_url: str, expected: str
) -> None:
    """Tracking, fragments, session ids and spelling go; article ids in the query stay."""
    assert canonical_url(given_url) == expected


@pytest.mark.parametrize("bad", ["", "about", "ftp://a.example/x", "http://[bad/", "//a.example"])
def test_canonical_url_refuses_what_is_no_web_address(bad: str) -> None:
    """A wrong URL is a PageError with one line, not a guess."""
    with pytest.raises(PageError, match="left out") as caught:
        canonical_url(bad)
    assert caught.value.reason == "bad_url"


_PATH = st.text("abcXYZ019-_/.%é ~", max_size=20)
_QUERY = st.dictionaries(
    st.sampled_from(["id", "p", "utm_source", "fbclid", "q"]), st.text("ab1é &", max_size=4)
)


@given(_PATH, _QUERY, st.sampled_from(["http", "https", "HTTPS"]))
def test_canonical_url_is_idempotent(path: str, query: dict[str, str], scheme: str) -> None:
    """A canonical URL is its own canonical form: otherwise one link could become two."""
    url = f"{scheme}://News.example/{path}?" + "&".join(f"{k}={v}" for k, v in query.items())
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert "utm_source" not in once


def test_article_id_is_the_same_for_http_https_and_www() -> None:
    """Scheme and www do not make another article; another path does."""
    ids = {article_id(f"{s}news.example/a") for s in ("http://", "https://www.", "http://www.")}
    assert len(ids) == 1
    assert article_id("https://news.example/b") not in ids


def test_actor_id_folds_case_and_accents_but_not_type() -> None:
    """“José Núñez” and “JOSE NUNEZ” are one person; a company of that name is another actor."""
    assert actor_id("José Núñez", "person") == actor_id("JOSE  NUNEZ", "person")
    assert actor_id("José Núñez", "person") != actor_id("José Núñez", "company")


def test_on_domain_takes_subdomains_but_not_lookalikes() -> None:
    """A domain that only ends in the same letters is another site."""
    assert on_domain("https://amp.news.example/a", "news.example")
    assert not on_domain("https://fakenews.example/a", "news.example")
    assert not on_domain("http://[bad/", "news.example")


@given(st.text())
def test_normalised_text_is_idempotent(text: str) -> None:
    """Folding twice is folding once."""
    once = normalised_text(text)
    assert normalised_text(once) == once


def test_sha256_of_text_is_that_of_its_utf8() -> None:
    """The published hash can be checked by anybody with the text."""
    assert sha256("é") == sha256("é".encode())
