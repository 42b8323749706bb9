"""Tell people of one name apart by their descriptions, and join surnames to full names.

Within a name, variants are linked when they share a place or a topic and do not contradict (single
linkage over an inverted index, so that it stays linear). What then is merely compatible ("a
professor" beside "a law professor at Lakeside") joins only where there is no choice: all that could
be meant are compatible with one another, or one of them is met ten times as often as any other.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from corpus.actors.descriptions import contradict, profile
from corpus.actors.names import person
from corpus.actors.variants import Group, Variant

DOMINANT = 10
"""How many times as many articles as any other one make a person the one who is meant."""
MOST = 200
"""Descriptions of one name that are compared pair by pair; the rarer ones stay as they are."""
TRIED = 20
"""People of one name who share a word, to whom one more description is compared."""
SAME = "same full name, nothing contradicts"


def told_apart(variants: list[Variant], fixed: list[Group]) -> list[Group]:
    """Return the people behind variants of one name, beside those that actors.csv has `fixed`.

    Variants that join a fixed group are put into it; the groups returned are the others.
    """
    groups = [Group([v], profile(v.description, v.type, person(v.name)[1])) for v in variants]
    blank = [g for g in groups if g.profile.empty]
    groups = _linked(_of_one_role([g for g in groups if not g.profile.empty]))
    if len(fixed) == 1:
        groups = _joined_to(fixed[0], groups)
    groups = _unambiguous(groups)
    _join_blank(blank, [*fixed, *groups])
    return [*groups, *_by_initials([g for g in blank if g.members])]


def join_surnames(groups: Iterable[Group]) -> None:
    """Join a bare surname to the one full name of the corpus that it can stand for."""
    bare: dict[str, list[Group]] = defaultdict(list)
    could_be: dict[str, dict[int, Group]] = defaultdict(dict)
    called: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    sure: set[tuple[str, int]] = set()
    for group in groups:
        names = [person(n)[0] for v in group.members for n in (v.name, *v.aliases)]
        names += [person(group.canonical)[0]] if group.canonical else []
        full = [name for name in names if len(name) > 1]
        if not full and group.canonical is None:
            bare[names[0][0] if names[0] else ""].append(group)
            continue
        for name in full:
            could_be[name[0]][id(group)] = could_be[name[-1]][id(group)] = group
            called[name[0]].add(name)
            called[name[-1]].add(name)
            sure.add((name[-1], id(group)))
        for (word,) in [name for name in names if len(name) == 1]:
            could_be[word][id(group)] = group
            called[word].update(full or [(word,)])
            sure.add((word, id(group)))
    for word, surnames in bare.items():
        whole = list(could_be.get(word, {}).values())
        # of several people with one full name, the one who is meant; of several names, none
        meant = _meant(whole) if len(whole) == 1 or len(called[word]) == 1 else None
        if meant is None or (word, id(meant)) not in sure:
            continue
        for group in surnames:
            if not contradict(group.profile, meant.profile):
                reason = f"the only full name of the corpus with “{word}”"
                meant.take(group, "surname", reason)


def _linked(groups: list[Group]) -> list[Group]:
    """Join groups that share a place or a topic and do not contradict."""
    shared: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        for feature in group.profile.features:
            shared[feature].append(number)
    into = list(range(len(groups)))

    def root(number: int) -> int:
        while into[number] != number:
            into[number] = into[into[number]]
            number = into[number]
        return number

    for key in sorted(shared):
        roots: dict[int, None] = {}  # a set that keeps its order
        for number in shared[key]:
            own = root(number)
            if own in roots:
                continue
            for other in islice(roots, TRIED):
                if not contradict(groups[own].profile, groups[other].profile):
                    groups[other].take(groups[own], "same_name", SAME)
                    into[own] = other
                    break
            else:
                roots[own] = None
    return [group for group in groups if group.members]


def _joined_to(fixed: Group, groups: list[Group]) -> list[Group]:
    """Join to the one group that actors.csv fixes all that do not contradict it."""
    told = fixed.profile
    for group in groups:
        if not contradict(told, group.profile):
            fixed.take(group, "same_name", f"same full name as {fixed.canonical} of actors.csv")
    return [group for group in groups if group.members]


def _of_one_role(groups: list[Group]) -> list[Group]:
    """Join groups of one role that name no place: nothing tells them apart ("Sen.", "Senator")."""
    alike: dict[frozenset[str], list[Group]] = defaultdict(list)
    for group in groups:
        if group.profile.families and not group.profile.places:
            alike[group.profile.families].append(group)
    for same in alike.values():
        _by_initials(same)
    return [group for group in groups if group.members]


def _by_initials(groups: list[Group]) -> list[Group]:
    """Join groups that nothing but initials can tell apart; return those that are left.

    With one initial among them, who has none is the same; with two, nobody can say.
    """
    several = len({g.profile.initials for g in groups if g.profile.initials}) > 1
    first: dict[frozenset[str], Group] = {}
    for group in groups:
        key = group.profile.initials if several else frozenset()
        same = first.setdefault(key, group)
        if same is not group:
            same.take(group, "same_name", SAME)
    return [group for group in groups if group.members]


def _unambiguous(groups: list[Group]) -> list[Group]:
    """Join what is compatible where there is no choice."""
    groups.sort(key=lambda g: (-g.articles, g.members[0].order))
    top = _dominant(groups)
    if top is not None:
        for group in groups:
            if group is not top and not contradict(top.profile, group.profile):
                reason = f"same full name, {DOMINANT} times as frequent as any other"
                top.take(group, "same_name", reason)
        groups = [group for group in groups if group.members]
    some = groups[:MOST] if len(groups) > 1 else []
    near = {
        n: {m for m, b in enumerate(some) if m != n and not contradict(a.profile, b.profile)}
        for n, a in enumerate(some)
    }
    for n, group in enumerate(some):
        circle = {n, *near[n]}
        if n == min(circle) and all(circle == {m, *near[m]} for m in circle):
            for m in sorted(circle - {n}):
                group.take(some[m], "same_name", SAME)
    return [group for group in groups if group.members]


def _join_blank(blank: list[Group], groups: list[Group]) -> None:
    """Join what is not described to the one person it can be."""
    for group in blank:
        whom = _meant([g for g in groups if not contradict(g.profile, group.profile)])
        if whom is not None:
            whom.take(group, "same_name", SAME)


def _meant(groups: list[Group]) -> Group | None:
    """Return the only group, or the one that dominates all others; None if that cannot be said."""
    return groups[0] if len(groups) == 1 else _dominant(groups)


def _dominant(groups: list[Group]) -> Group | None:
    """Return the group that is met DOMINANT times as often as any other, if there is one.

    Of any other, not of all: descriptions misread once or twice are many, but none of them recurs.
    """
    if len(groups) < 2:  # noqa: PLR2004 - there is nothing to dominate
        return None
    top, second = sorted(groups, key=lambda g: -g.articles)[:2]
    return top if top.articles >= DOMINANT * second.articles else None
