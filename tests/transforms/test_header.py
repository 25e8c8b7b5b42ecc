import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.documents import DatePrecision, DateSource, Issue
from transforms.header import Header, read_header


def test_month_header() -> None:
    header = read_header(" date 2022-02 Statsministeren sier nei.", "x.txt")
    assert header == Header(1, 13, dt.date(2022, 2, 1), DatePrecision.MONTH, DateSource.HEADER)


def test_day_header() -> None:
    header = read_header(" date 2026-02-11\n\nThe council met.", "x.txt")
    assert header == Header(1, 16, dt.date(2026, 2, 11), DatePrecision.DAY, DateSource.HEADER)


@pytest.mark.parametrize(
    "rest",
    [
        " 30-åringen ble funnet.",
        " 5. november 2022 i fjor:",
        " 5\n",
        " 7/10 ©Ansa",
        " 30/01/2022 KL. 06:40",
        " 13.45:",
        "- Ingen",
    ],
)
def test_digits_after_the_month_are_body(rest: str) -> None:
    header = read_header(f" date 2023-03{rest}", "x.txt")
    assert header.date == dt.date(2023, 3, 1)
    assert header.end == 13


@pytest.mark.parametrize(
    "text", ["", "Ingen dato her.", "Date: 2022-02 x", " date 22-02 x", "\n date 2022-02 x", "update 2022-02"]
)
def test_without_the_token_a_file_is_undated(text: str) -> None:
    assert read_header(text, "avis/x.txt") == Header(0, 0, None, None, None)


@pytest.mark.parametrize(
    ("token", "date", "precision"),
    [
        ("2022-13", dt.date(2022, 1, 1), DatePrecision.YEAR),
        ("2022-02-30", dt.date(2022, 2, 1), DatePrecision.MONTH),
        ("0000-01", None, None),
    ],
)
def test_a_date_that_is_no_calendar_day_keeps_its_valid_part_and_is_flagged(
    token: str, date: dt.date | None, precision: DatePrecision | None
) -> None:
    header = read_header(f" date {token} Hei", "2020/01/02/x.txt")
    assert (header.date, header.precision) == (date, precision)
    assert header.issues == {Issue.DATE_SUSPECT}
    assert header.end == 6 + len(token)


@pytest.mark.parametrize(
    ("uri", "date", "precision"),
    [
        ("2022/02/15/x.txt", dt.date(2022, 2, 15), DatePrecision.DAY),
        ("nb/2022-02-15_x.txt", dt.date(2022, 2, 15), DatePrecision.DAY),
        ("ab-20220215-7.txt", dt.date(2022, 2, 15), DatePrecision.DAY),
        ("2022/02/x.txt", dt.date(2022, 2, 1), DatePrecision.MONTH),
        ("2022/02/2022-02-15.txt.gz", dt.date(2022, 2, 15), DatePrecision.DAY),
        ("2022/x.txt", dt.date(2022, 1, 1), DatePrecision.YEAR),
        ("x/000_3d92328c82830df2.txt", None, None),
        ("x/2022-02-31_a.txt", dt.date(2022, 2, 1), DatePrecision.MONTH),
        ("x/19991_2.txt", None, None),
        ("2022-02.zip!/15.txt", dt.date(2022, 2, 1), DatePrecision.MONTH),
        ("2022/02.tar.gz!/15.txt", dt.date(2022, 2, 15), DatePrecision.DAY),
        ("2022.tar.zst!/02/15/x.txt", dt.date(2022, 2, 15), DatePrecision.DAY),
        ("nb.tgz!/2022-02-15_x.txt", dt.date(2022, 2, 15), DatePrecision.DAY),
    ],
)
def test_an_undated_text_takes_the_date_of_its_path(
    uri: str, date: dt.date | None, precision: DatePrecision | None
) -> None:
    header = read_header("Ingen dato her.", uri)
    assert (header.date, header.precision) == (date, precision)
    assert header.source is (DateSource.PATH if date else None)
    assert not header.issues


def test_the_header_wins_over_the_path() -> None:
    assert read_header(" date 2022-02 x", "2019/05/01/x.txt").date == dt.date(2022, 2, 1)


@pytest.mark.parametrize(
    "body",
    [
        "Krigen startet 24. februar 2022.",
        "Published 24/02/2022.",
        "On February 24, 2022, it began.",
        "I 2021 og i 2022 steg prisene.",
    ],
)
def test_a_text_that_is_younger_than_its_header_is_flagged_but_not_corrected(body: str) -> None:
    header = read_header(f" date 2010-09 {body}", "x.txt")
    assert header.issues == {Issue.DATE_SUSPECT}
    assert header.date == dt.date(2010, 9, 1)


@pytest.mark.parametrize(
    "body",
    [
        "Målet er satt til 2030 og 2050.",
        "Neste valg er 8. september 2011.",
        "I 2009 og 2010 steg prisene, og i 2014 faller de.",
        "Saksnummer 120221.",
    ],
)
def test_plans_and_numbers_are_no_contradiction(body: str) -> None:
    assert not read_header(f" date 2010-09 {body}", "x.txt").issues


@settings(max_examples=100)
@given(st.text(max_size=80), st.text(max_size=40))
def test_any_text_and_path_have_a_header(text: str, uri: str) -> None:
    for candidate in (text, " date " + text, " date 2022-" + text):
        header = read_header(candidate, uri)
        assert 0 <= header.start <= header.end <= len(candidate)
        assert (header.date is None) == (header.precision is None) == (header.source is None)
