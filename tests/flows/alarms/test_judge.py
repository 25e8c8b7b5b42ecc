from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.alarms.finding import Level
from flows.alarms.intake import INTAKE_SCHEMA
from flows.alarms.judge import has_history, unlike_before
from flows.alarms.nights import Nights
from flows.settings import Alarms

Group = tuple[str, str | None, int]
Evening = Callable[[int], Iterable[Group]]  # what came in on a day

_SCHEMA = {"night": pl.Int64(), **INTAKE_SCHEMA}


def groups(found: Iterable[Group]) -> list[dict[str, Any]]:
    """Rows of an intake; half of the articles have quotes, two each, one in ten without speaker."""
    return [
        {
            "folder": folder,
            "language": language,
            "documents": count,
            "rejected": 0,
            "documents_without_quotes": count // 2,
            "quotes": count,
            "quotes_without_speaker": count // 10,
        }
        for folder, language, count in found
    ]


def seen_on(day: int, evening: Evening, first: int = 0) -> Nights:
    """The nights as a run of `day` sees them, when runs began on day `first`."""
    watched = range(max(first, day - 34), day + 1)
    rows = [{"night": day - one, **row} for one in watched for row in groups(evening(one))]
    counts = pl.DataFrame(rows, schema=_SCHEMA).filter(pl.col("documents") > 0)
    return Nights(counts, frozenset(day - one for one in watched))


def told(day: int, evening: Evening, first: int = 0) -> list[tuple[Level, str, str]]:
    """Level, measure and scope of what is told of `day`."""
    found = unlike_before(seen_on(day, evening, first), Alarms())
    return [(one.level, one.measure, str(one.scope)) for one in found]


def house(day: int) -> list[Group]:
    """Two papers; nothing on Sundays."""
    is_sunday = day % 7 == 6
    return (
        [] if is_sunday else [("nrk", "nb", 200 + day % 5), ("nrk", "nn", 30), ("avisa", "nb", 40 - day % 3)]
    )


def test_two_weeks_of_silent_loss_of_one_language_are_told_every_night() -> None:
    lost = 42  # a Monday

    def evening(day: int) -> list[Group]:
        return [group for group in house(day) if day < lost or group[1] != "nn"]

    for day in range(28, lost):
        assert told(day, evening) == []
    for day in range(lost, lost + 14):
        sunday, silent_week = day % 7 == 6, day - lost >= 6
        expected = [(Level.FAIL, "volume", "nrk, nn")] if not sunday or silent_week else []
        assert told(day, evening) == expected, f"day {day - lost + 1} of the silence"


def test_a_language_of_a_few_articles_a_night_is_missed_within_a_week() -> None:
    def evening(day: int) -> list[Group]:
        return [*house(day), ("avisa", "se", 3 if day < 42 else 0)]

    assert all(told(day, evening) == [] for day in range(28, 46))
    assert told(48, evening) == [(Level.FAIL, "volume", "avisa, se")]


def test_a_language_that_all_folders_lose_is_told_once() -> None:
    def evening(day: int) -> list[Group]:
        return [(folder, code, 20 * (code == "nb" or day < 42)) for folder in "abc" for code in ("nb", "nn")]

    assert told(42, evening) == [(Level.FAIL, "volume", "all folders, nn")]


def test_a_night_without_anything_is_told_once() -> None:
    assert told(42, lambda day: house(day) if day < 42 else []) == [(Level.FAIL, "volume", "all folders")]


def test_it_takes_four_silent_weeks_to_become_the_usual() -> None:
    def evening(day: int) -> list[Group]:
        return [("nrk", "nb", 200), ("nrk", "nn", 30 if day < 42 else 0)]

    silent = [bool(told(day, evening)) for day in range(42, 70)]
    assert silent == [True] * 27 + [False]


def test_the_sentence_says_what_where_how_much_and_what_to_do() -> None:
    (one,) = unlike_before(seen_on(42, lambda day: house(day) if day < 42 else house(day)[:1]), Alarms())[:1]
    assert one.sentence == (
        "Fewer documents in avisa: 0 tonight, usually 39 on this weekday "
        "(alarms.volume.fail is 25% of that). Check what fills the folder, and whether another "
        "language or `rejected` took their place."
    )


@pytest.mark.parametrize(
    "evening",
    [
        pytest.param(house, id="no paper on Sundays"),
        pytest.param(lambda day: [("a", "nb", 300 if day % 7 == 4 else 40)], id="a thick Friday"),
        pytest.param(lambda day: [("a", "nb", (3, 0, 5, 1, 2, 0, 4)[day % 7])], id="a small source"),
        pytest.param(lambda day: [("a", "nb", (9, 3, 5, 8, 2)[day % 5])], id="small numbers"),
        pytest.param(lambda day: [("a", "nb", 40 if day != 40 else 21)], id="a thin night"),
        pytest.param(lambda day: [("a", "nb", 100_000 if day == 20 else 50)], id="a backfill"),
        pytest.param(lambda day: [("a", "nb", 50), ("b", "nb", 60 * (day >= 35))], id="a new source"),
        pytest.param(lambda day: [("a", "nb", 90 if day != 36 else 55)], id="a holiday"),
        pytest.param(lambda day: [("a", "nb", 50)] if day % 7 == 0 else [], id="a weekly"),
    ],
)
def test_what_is_no_alarm(evening: Evening) -> None:
    # The night of a backfill itself is a flood, no drop.
    nights = [night for day in range(27, 43) for night in told(day, evening) if night[1] != "flood"]
    assert nights == []


def test_before_two_weeks_there_is_nothing_to_compare_with() -> None:
    def evening(day: int) -> list[Group]:
        return [("a", "nb", 50 if day < 10 else 0)]

    assert not any(has_history(seen_on(day, evening)) for day in range(14))
    assert all(told(day, evening) == [] for day in range(14))
    assert has_history(seen_on(14, evening))
    assert told(14, evening) == [(Level.FAIL, "volume", "a")]


def test_nights_without_a_run_are_not_silent_nights() -> None:
    nights = seen_on(42, lambda _: [("a", "nb", 50)])
    off = [7, 14, 30]
    counts = nights.counts.filter(~pl.col("night").is_in(off))
    assert unlike_before(Nights(counts, nights.watched - set(off)), Alarms()) == []


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        (0, [(Level.FAIL, "volume")]),
        (240, [(Level.FAIL, "volume")]),
        (490, [(Level.WARN, "volume")]),
        (510, []),
        (4990, []),
        (5010, [(Level.WARN, "flood")]),
    ],
)
def test_a_failing_and_a_warning_bound_and_one_above(came: int, expected: list[tuple[Level, str]]) -> None:
    nights = seen_on(42, lambda day: [("a", "nb", 1000 if day < 42 else came)])
    assert [(one.level, one.measure) for one in unlike_before(nights, Alarms())] == expected


def test_bounds_are_settings() -> None:
    nights = seen_on(42, lambda day: [("a", "nb", 100 if day < 42 else 0)])
    assert unlike_before(nights, Alarms.model_validate({"volume": {"fail": 0, "warn": 0}})) == []


@pytest.mark.parametrize(
    ("column", "count", "measure", "scope"),
    [
        ("rejected", 60, "rejected", "avisa"),
        ("documents_without_quotes", 95, "without_quotes", "avisa, nb"),
        ("quotes_without_speaker", 80, "without_speaker", "avisa, nb"),
    ],
)
def test_a_share_that_grows_is_told_where_it_grows(column: str, count: int, measure: str, scope: str) -> None:
    nights = seen_on(42, lambda _: [("nrk", "nb", 1000), ("avisa", "nb", 100)])
    here = (pl.col("night") == 0) & (pl.col("folder") == "avisa")
    counts = nights.counts.with_columns(pl.when(here).then(count).otherwise(column).alias(column))
    (one,) = unlike_before(Nights(counts, nights.watched), Alarms())
    assert (one.level, one.measure, str(one.scope)) == (Level.FAIL, measure, scope)
    assert "usually" in one.sentence
    assert f"alarms.{measure}.fail" in one.sentence


def test_unknown_languages_that_grow_are_told() -> None:
    def evening(day: int) -> list[Group]:
        return [("a", "nb", 90 if day < 42 else 50), ("a", "und", 5 if day < 42 else 45)]

    assert (Level.FAIL, "und", "a") in told(42, evening)


def test_a_share_of_few_is_judged_over_a_week() -> None:
    nights = seen_on(48, lambda _: [("a", "nb", 10)])
    late = nights.counts.with_columns(
        quotes_without_speaker=pl.when(pl.col("night") < 7).then(7).otherwise(1)
    )
    (one,) = unlike_before(Nights(late, nights.watched), Alarms())
    assert "70% of 70 in the last seven nights" in one.sentence


def test_one_setting_of_two_leaves_the_other() -> None:
    assert Alarms.model_validate({"und": {"fail": 0.9}}).und.warn == Alarms().und.warn


_EVENINGS = st.lists(
    st.lists(
        st.tuples(st.sampled_from("ab."), st.sampled_from(["nb", "und"]), st.integers(0, 10**6)), max_size=4
    ),
    min_size=1,
    max_size=36,
)


@settings(max_examples=25, deadline=None)
@given(_EVENINGS)
def test_whatever_came_each_scope_is_told_once_a_measure(evenings: list[list[Group]]) -> None:
    found = unlike_before(seen_on(len(evenings) - 1, evenings.__getitem__), Alarms())
    for one in found:
        same = [other for other in found if other.measure == one.measure and other is not one]
        assert not any(one.scope.holds(other.scope) for other in same)
