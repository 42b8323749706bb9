"""Actors of single articles become actors of the corpus, conservatively."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.actors import Found, merge
from corpus.actors.names import is_name, organisation, person, words

Make = Callable[..., Found]
Who = Callable[..., dict[str, frozenset[str]]]


def test_two_people_with_one_name_stay_two(found: Make, who: Who) -> None:
    """An engineer and a law professor are not one; who is not described is neither of them."""
    actors = who(
        [
            found("1", "John Smith", "person", "an engineer at Acme"),
            found("2", "John Smith", "academic", "a law professor"),
            found("3", "John Smith"),
            found("4", "Smith"),
        ]
    )
    assert sorted(map(sorted, actors.values())) == [["1"], ["2"], ["3"], ["4"]]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("law professor at Lakeside", "professor of law at Lakeside University", True),
        ("law professor at Lakeside", "professor", True),
        ("law professor at Lakeside", "physics professor at Northam", False),
        ("Chinese president", "president of China", True),
        ("Chinese president", "general secretary of the Communist Party", True),
        ("mayor of Ostholm", "mayor of Northam", False),
        ("a lawyer", "a taxi driver", False),
        ("chess expert", "credit expert", False),
        ("credit expert", "author of a book on credit", True),
        ("trader", "tyre dealer", True),
        ("head of the Ostholm credit office", "deputy head of the city's credit office", True),
        ("Mr.", "a lawyer", True),
        ("chess champion", "credit champion from Ostholm", True),
        ("baker", None, True),
        ("beekeeper from Ostholm", "stamp collector", False),
    ],
)
def test_descriptions_decide(
    found: Make, who: Who, one: str, other: str | None, *, same: bool
) -> None:
    """Roles of different families and different places contradict; a bare role does not."""
    actors = who([found("1", "Ana Bell", "person", one), found("2", "Ana Bell", "person", other)])
    assert (len(actors) == 1) is same


def test_types_alone_contradict_too(found: Make, who: Who) -> None:
    """A politician and a scholar of one name are two; "person" says nothing against either."""
    politician, scholar = found("1", "Ana Bell", "politician"), found("2", "Ana Bell", "academic")
    assert len(who([politician, scholar])) == 2
    assert len(who([politician, found("2", "Ana Bell", "person")])) == 1


def test_one_who_is_met_ten_times_as_often_is_meant(found: Make, who: Who) -> None:
    """A rare mistake of type must not split the most quoted person."""
    many = [found(f"a{n}", "Xi Jinping", "politician", "Chinese president") for n in range(10)]
    odd = found("odd", "Xi Jinping", "academic")
    plain = found("plain", "Xi Jinping")
    actors = who([*many, odd, plain])
    assert sorted(len(articles) for articles in actors.values()) == [1, 11]


def test_a_surname_joins_the_only_full_name(found: Make, who: Who) -> None:
    """Xi is Xi Jinping while no other Xi is known, and an article has called him so."""
    full = found("1", "Xi Jinping", "politician", None, "Xi")
    bare = found("2", "President Xi", "politician")
    assert who([full, bare]) == {"Xi Jinping": {"1", "2"}}
    assert len(who([full, bare, found("3", "Xi Mingze")])) == 3
    assert len(who([found("1", "Xi Jinping"), bare])) == 2, "a first word alone is no surname yet"
    assert who([found("1", "Ana Bell"), found("2", "Ms Bell")]) == {"Ana Bell": {"1", "2"}}


def test_a_surname_does_not_join_against_its_description(found: Make, who: Who) -> None:
    """Smith the driver is not John Smith the professor."""
    scholar = found("1", "John Smith", "academic", "law professor")
    assert len(who([scholar, found("2", "Smith", "citizen", "a taxi driver")])) == 2


def test_initials(found: Make, who: Who) -> None:
    """An initial more is no other person; two different initials are."""
    assert len(who([found("1", "Ana B. Bell"), found("2", "Ana Bell")])) == 1
    assert len(who([found("1", "Ana B. Bell"), found("2", "Ana C. Bell")])) == 2


def test_organisations_join_by_name_acronym_and_legal_ending(found: Make, who: Who) -> None:
    """Articles, endings and case do not matter; an acronym that an article explains does."""
    actors = who(
        [
            found("1", "International Labour Organization", "ngo", None, "ILO"),
            found("2", "the International Labour Organization", "organisation"),
            found("3", "ILO", "organisation"),
            found("4", "Acme Scoring Co., Ltd.", "company"),
            found("5", "ACME Scoring", "organisation"),
            found("6", "WTO", "organisation"),
        ]
    )
    assert actors == {
        "International Labour Organization": {"1", "2", "3"},
        "Acme Scoring Co., Ltd.": {"4", "5"},
        "WTO": {"6"},
    }


def test_an_acronym_of_two_organisations_joins_neither(found: Make, who: Who) -> None:
    """PPP may be either party."""
    actors = who(
        [
            found("1", "Public Peace Party", "party", None, "PPP"),
            found("2", "People's Progress Party (PPP)", "party"),
            found("3", "PPP", "party"),
        ]
    )
    assert len(actors) == 3


def test_unnamed_sources_stay_wordings(found: Make, who: Who) -> None:
    """Critics are one row of their own in all articles, and never a person called Critics."""
    findings = [
        found("1", "critics", "unnamed"),
        found("2", "Critics", "unnamed"),
        found("3", "Ben Critics"),
        found("4", "ministry", "government"),
        found("7", "Lawyers"),
        found("8", "lawyers"),
        found("5", "spokesman", "person", speaks_for="the Trade Ministry"),
        found("6", "spokesman", "person", speaks_for="Acme"),
    ]
    actors = who(findings)
    assert actors["critics"] == {"1", "2"}
    assert actors["Ben Critics"] == {"3"}
    assert actors["lawyers"] == {"7", "8"}
    assert len(actors) == 6
    named = {a.name: a.named for a in merge((f, None) for f in findings).actors}
    expected = {"critics": False, "Ben Critics": True, "ministry": False}
    assert named == expected | {"lawyers": False, "spokesman": False}


def test_a_person_and_an_organisation_never_join(found: Make, who: Who) -> None:
    """Ford the man is not Ford the company."""
    assert len(who([found("1", "Ford"), found("2", "Ford", "company")])) == 2


def test_type_and_description_of_most_articles(found: Make) -> None:
    """The type "organisation" says less than any other type."""
    findings = [found(f"{n}", "Acme", "organisation") for n in range(5)]
    findings.append(found("9", "Acme", "company"))
    (actor,) = merge((f, None) for f in findings).actors
    assert (actor.type, actor.named) == ("company", True)


def test_every_merge_has_its_reason(found: Make) -> None:
    """What stands alone is no merge; what joined says by which rule."""
    merged = merge(
        (f, None)
        for f in [
            found("1", "Ana Bell", "academic", "law professor"),
            found("2", "Ana Bell", "academic", "professor"),
            found("3", "Bell"),
            found("4", "Ben Alone"),
        ]
    )
    rules = {(m.name, m.description, m.rule) for m in merged.merges}
    assert rules == {
        ("Ana Bell", "law professor", "same_name"),
        ("Ana Bell", "professor", "same_name"),
        ("Bell", None, "surname"),
    }
    assert all(m.reason and m.actor == "Ana Bell" for m in merged.merges)


NAMES = ["Ana Bell", "Ana B. Bell", "Ms Bell", "Bell", "Ben Bell", "Xi Jinping", "Xi", "ILO"]
NAMES += ["International Labour Organization", "critics", "the ministry", "Acme Inc.", "Acme", "…"]
TYPES = st.sampled_from(["person", "politician", "academic", "company", "organisation", "unnamed"])
ROLES = [None, "law professor", "professor at Lakeside", "mayor of Ostholm", "a driver", "poet"]
LINES = st.tuples(
    st.sampled_from("abcdef"), st.sampled_from(NAMES), TYPES, st.sampled_from(ROLES),
    st.sampled_from(["Xi", "ILO", "Bell", "B."]),
)  # fmt: skip


@given(st.lists(LINES, max_size=25), st.randoms(use_true_random=False))
def test_the_result_does_not_depend_on_order(
    lines: list[tuple[str, str, str, str | None, str]], shuffled: random.Random
) -> None:
    """The same findings give the same actors, identifiers and log, however they come in."""
    findings = [
        Found((ord(a), f"{n}{t}{d}{x}"), a, "o", "u", n, t, (x,), d)  # type: ignore[arg-type]
        for a, n, t, d, x in dict.fromkeys(lines)
    ]
    first = merge((f, None) for f in findings)
    shuffled.shuffle(findings)
    second = merge((f, None) for f in findings)
    assert (first.actors, first.of, first.merges) == (second.actors, second.of, second.merges)
    assert set(first.of) == {f.key for f in findings}
    assert len({a.actor_id for a in first.actors}) == len(first.actors)
    assert {actor for actor, _ in first.of.values()} == {a.actor_id for a in first.actors}


@given(st.text(max_size=30))
def test_any_text_may_be_a_name(name: str) -> None:
    """No name crashes a rule, and folding is idempotent."""
    assert words(" ".join(words(name))) == words(name)
    assert person(name)[0] == () or person(name)[0]
    assert isinstance(organisation(name), tuple)
    assert is_name(name) in {True, False}
    merged = merge([(Found((1, "a"), "a", "o", "u", name, "person"), None)])
    assert len(merged.actors) == 1


def test_time_grows_with_the_number_of_actors_alone(found: Make) -> None:
    """One name with thousands of descriptions is no trap: each meets a bounded number of others."""
    findings = [
        found(f"a{n}", "Xi Jinping", "person", f"expert{n} of Place{n % 977}") for n in range(4000)
    ]
    assert len(merge((f, None) for f in findings).of) == 4000


def test_a_media_name_with_a_role_is_a_person(found: Make, who: Who) -> None:
    """A reporter is a person; a newspaper is none."""
    reporter = found("1", "Klara Voss", "media", "the paper's author")
    assert who([reporter, found("2", "Klara Voss")]) == {"Klara Voss": {"1", "2"}}
    assert len(who([found("1", "The Blare", "media"), found("2", "Blare", "person")])) == 2


def test_misread_descriptions_do_not_part_the_most_quoted(found: Make, who: Who) -> None:
    """Offices in many words are one role; what was misread once or twice stands alone."""
    offices = ["Secretary", "Sen.", "former senator", "nominee", "Democratic nominee", "Democrat"]
    politician = [found(f"o{n}", "Ada B. Hunter", "politician", offices[n % 6]) for n in range(24)]
    plain = [found(f"p{n}", "Ada Hunter") for n in range(9)]
    misread = [
        found("m1", "Ada Hunter", "citizen", "outspoken voters of the valley"),
        found("m2", "Ada Hunter", "person", "running mates"),
    ]
    actors = who([*politician, *plain, *misread])
    assert sorted(len(articles) for articles in actors.values()) == [1, 1, 33]
