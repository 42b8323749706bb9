"""Which agency a text is from, and which it only cites."""

import pytest

from corpus.duplicates.agencies import Agencies

BODY = "The city opened its list.\nIt closed it again.\nNobody knows why.\nThe end."


@pytest.mark.parametrize(
    ("byline", "text", "agency"),
    [
        ("", f"BEIJING, May 4 (Xinhua) -- {BODY}", "Xinhua"),
        ("", f"SHANGHAI (Reuters) - {BODY}", "Reuters"),
        ("", f"Reuters — {BODY}", "Reuters"),
        ("", f"LONDON — AP — {BODY}", "Associated Press"),
        ("", f"SINGAPORE (Meridian Wire) \u2013 {BODY}", "Meridian Wire"),
        ("Jo Example, Associated Press", BODY, "Associated Press"),
        ("Australian Associated Press", BODY, "Australian Associated Press"),
        ("REUTERS", BODY, "Reuters"),
        ("Jo Example; AFP", BODY, "Agence France-Presse"),
        ("", f"{BODY}\n© 2026 Agence France-Presse", "Agence France-Presse"),
        ("", f"{BODY}\nWith files from The Canadian Press", "Canadian Press"),
        ("", f"{BODY}\n(Source: Meridian Wire)", "Meridian Wire"),
    ],
)
def test_an_agency_is_named(byline: str, text: str, agency: str) -> None:
    """Bylines, datelines and credit lines as outlets write them."""
    assert Agencies({"meridian": "Meridian Wire (invented)"}).of("ledger", byline, text) == agency


@pytest.mark.parametrize(
    ("byline", "text"),
    [
        ("", f"{BODY}\nHe told Reuters on Monday."),
        ("", f"The Strategic Policy Institute (ASPI)\n{BODY}"),
        ("", f"AP-NORC asked a thousand people. {BODY}"),
        ("Map Maker", f"A map of the list: {BODY}"),
        ("Jo Example", f"The clerk (pictured) - {BODY}"),
        ("Ana Tass", BODY),
        ("", ""),
    ],
)
def test_an_agency_that_is_cited_is_not_named(byline: str, text: str) -> None:
    """A quoted agency, an acronym in a word or another bracket is no credit."""
    assert Agencies({}).of("ledger", byline, text) is None


def test_the_agencys_own_articles_need_no_credit() -> None:
    """What an agency publishes is its own."""
    assert Agencies({"meridian": "Meridian Wire"}).of("meridian", "", BODY) == "Meridian Wire"
