from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.make_corpus import Plan, article, read_languages, write
from transforms.article import Article, Raw, read_article

MIX = Plan(seed=0, language=None, night=False)


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one(tmp_path: Path) -> None:
    write(20, tmp_path / "small", MIX)
    write(40, tmp_path / "large", MIX)
    names = sorted(path.relative_to(tmp_path / "small") for path in (tmp_path / "small").rglob("*.txt"))
    assert len(names) == 20
    assert all(
        (tmp_path / "small" / name).read_bytes() == (tmp_path / "large" / name).read_bytes() for name in names
    )


def test_another_seed_is_another_corpus() -> None:
    languages = read_languages()
    assert article(0, MIX, languages) != article(0, MIX._replace(seed=1), languages)


def test_a_fifth_is_undated_and_a_night_is_mostly_of_the_newest_month() -> None:
    languages = read_languages()
    texts = [article(index, MIX._replace(night=True), languages) for index in range(500)]
    months = Counter(text[6:13] if text.startswith(b" date ") else b"" for text in texts)
    assert 70 < months[b""] < 130
    assert months[b"2023-12"] > 320


@pytest.mark.parametrize("code", read_languages())
def test_the_articles_of_a_language_are_read_in_that_language(code: str) -> None:
    languages = read_languages()
    quotes = 0
    for index in range(5):
        data = article(index, MIX._replace(language=code), languages)
        read = read_article(Raw("a.txt", "0" * 64, len(data), data))
        assert isinstance(read, Article)
        assert read.detection.language == code
        quotes += len(read.quotes)
    assert quotes >= 5
