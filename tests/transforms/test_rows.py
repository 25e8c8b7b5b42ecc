from __future__ import annotations

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import DOCUMENT_TABLES
from schemas.documents import Documents
from schemas.entities import Entities
from schemas.quotes import Quotes
from schemas.segments import Segments
from tests.strategies import raw
from transforms.article import Article, Raw, read_article
from transforms.rows import partition_of, quote_id, tables

FERRY = """ date 2022-02 Ferja til Solvik er innstilt

Ferja går ikke i dag. Vinden er for sterk, og rederiet venter.

– Vi tar ingen sjanser, sier Bjørn Moe.

Foto: Jon Lie / Solvik Avis

Passasjerene må vente på kaia til i morgen tidlig. Det er kaldt der ute nå.
"""


def article(text: str | bytes = FERRY, uri: str = "a.txt") -> Article:
    data = text if isinstance(text, bytes) else text.encode()
    read = read_article(Raw(uri, "0" * 64, len(data), data))
    assert isinstance(read, Article)
    return read


def frames(*articles: Article) -> dict[str, pl.DataFrame]:
    return {name: pl.DataFrame(rows) for name, rows in tables(articles, "1+code").items()}


def test_every_table_has_its_columns_and_then_the_partition() -> None:
    made = tables([article()], "1+code")
    for table in DOCUMENT_TABLES:
        assert made[table.name].schema.names == [*table.arrow_schema.names, "language", "year", "month"]


def test_no_article_gives_tables_without_rows_but_with_columns() -> None:
    for table in DOCUMENT_TABLES:
        empty = tables([], "1+code")[table.name]
        assert empty.num_rows == 0
        assert set(table.arrow_schema.names) < set(empty.schema.names)


def test_a_row_says_where_it_comes_from() -> None:
    row = frames(article(uri="b/a.txt"))["documents"].row(0, named=True)
    assert (row["source_uri"], row["source_sha256"], row["source_bytes"]) == (
        "b/a.txt",
        "0" * 64,
        len(FERRY.encode()),
    )
    assert row["pipeline_version"] == "1+code"
    assert row["text"] == FERRY


def test_the_body_is_the_prose_with_blank_lines_between() -> None:
    row = frames(article())["documents"].row(0, named=True)
    assert "Foto" not in row["body"]
    assert "date 2022" not in row["body"]
    assert "\n\n– Vi tar ingen sjanser, sier Bjørn Moe.\n\n" in row["body"]
    assert row["words"] == sum(any(map(str.isalnum, word)) for word in row["body"].split())


def test_counts_are_those_of_the_other_tables() -> None:
    made = frames(article())
    counts = made["documents"].select("segments", "quotes", "entities").row(0)
    assert counts == (made["segments"].height, made["quotes"].height, made["entities"].height)
    assert made["quotes"].height == 1


@pytest.mark.parametrize(
    ("header", "expected"),
    [(" date 2022-02 ", (2022, 2)), (" date 2022-02-15 ", (2022, 2)), ("", (0, 0))],
)
def test_the_partition_is_language_year_and_month(header: str, expected: tuple[int, int]) -> None:
    read = article(FERRY.replace(" date 2022-02 ", header))
    assert partition_of(read) == (read.detection.language, *expected)


def test_the_order_of_the_articles_does_not_matter() -> None:
    articles = [
        article(FERRY.replace("2022-02", f"20{year}-0{month}"), f"{year}/{month}.txt")
        for year in (21, 22) for month in (1, 2, 3)
    ]  # fmt: skip
    expected = tables(articles, "1+code")
    articles.reverse()
    assert tables(articles, "1+code") == expected


def test_rows_are_sorted_by_partition_document_and_position() -> None:
    made = frames(*(article(uri=f"{number}.txt") for number in range(9)))
    for table in DOCUMENT_TABLES:
        keys = made[table.name].select("language", "year", "month", *table.order)
        assert keys.equals(keys.sort(keys.columns))


def test_spans_of_a_damaged_text_count_in_the_text_as_it_stands() -> None:
    damaged = FERRY.replace("ø", "Ã¸").replace("–", "â€“")
    made = frames(article(damaged))
    quote = made["quotes"].row(0, named=True)
    assert quote["text"] == "Vi tar ingen sjanser"
    assert quote["speaker"] == "BjÃ¸rn Moe"
    assert damaged[quote["speaker_start"] : quote["speaker_end"]] == "BjÃ¸rn Moe"
    assert "BjÃ¸rn Moe" in made["entities"]["text"].to_list()
    assert "Bjørn Moe" in made["entities"]["name"].to_list()


def test_a_quote_is_known_by_document_span_and_kind() -> None:
    ids = {
        quote_id("0" * 32, 1, 2, "direct"),
        quote_id("0" * 32, 1, 2, "partial"),
        quote_id("0" * 32, 1, 3, "direct"),
    }
    assert len(ids) == 3
    assert all(len(one) == 32 for one in ids)


@settings(max_examples=60, deadline=None)
@given(st.lists(raw, max_size=3))
def test_any_bytes_give_rows_that_keep_the_rules_of_the_tables(files: list[bytes]) -> None:
    read = [
        read_article(Raw(f"{number}.txt", "0" * 64, len(data), data)) for number, data in enumerate(files)
    ]
    made = tables([one for one in read if isinstance(one, Article)], "1+code")
    for rules in (Documents, Segments, Quotes, Entities):
        name = rules.__name__.lower()
        rules.validate(pl.DataFrame(made[name]).select(rules.column_names()))
        _assert_slices(made[name], made["documents"])


def _assert_slices(rows: pa.Table, documents: pa.Table) -> None:
    texts = dict(zip(documents["document_id"].to_pylist(), documents["text"].to_pylist(), strict=True))
    for what, start, end in (
        ("text", "start", "end"),
        ("cue", "cue_start", "cue_end"),
        ("speaker", "speaker_start", "speaker_end"),
    ):
        if {what, start} <= set(rows.schema.names):
            for row in rows.to_pylist():
                assert row[what] is None or row[what] == texts[row["document_id"]][row[start] : row[end]]
