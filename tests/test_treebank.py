"""How a treebank becomes raw text again, with its names as code points: what entity figures rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.treebank import Page, Sentence, names, page, read


def sentence(words: str, tags: str = "") -> Sentence:
    """Words and tags, each with blanks between; no tags: no names."""
    return Sentence(words.split(), tags.split() or ["O"] * len(words.split()))


def named(made: Page) -> list[tuple[str, str]]:
    """The names as they stand on the page, with their labels."""
    return [(made.text[start:end], label) for start, end, label in made.names]


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Nei , sa Nord ( 52 ) .", "Nei, sa Nord (52)."),
        ('Han sa " ja " og gikk .', 'Han sa "ja" og gikk.'),
        ("« Ja ! » - Nei ...", "«Ja!» - Nei..."),
        ("og / eller 50 %", "og/eller 50 %"),
        ("' Ja ' til ' Nord '", "'Ja' til 'Nord'"),
        ("epler osv. .", "epler osv."),
    ],
)
def test_words_are_set_as_in_a_newspaper(words: str, printed: str) -> None:
    assert page([sentence(words)]).text == printed


def test_names_are_where_their_words_are() -> None:
    made = page([sentence("Da kom ( Kari ) Nord fra Sund .", "O O O B-PER O B-PER O B-GPE O")])
    assert named(made) == [("Kari", "PER"), ("Nord", "PER"), ("Sund", "GPE")]


def test_tokens_and_sentences_are_the_treebanks() -> None:
    made = page([sentence("Han gikk ."), sentence("Hun ble .")])
    assert [made.text[start:end] for start, end in made.tokens] == ["Han", "gikk", ".", "Hun", "ble", "."]
    assert [made.text[start:end] for start, end in made.sentences] == ["Han gikk.", "Hun ble."]


def test_only_a_sentence_without_a_mark_ends_its_line() -> None:
    made = page([sentence("Nord vant"), sentence("Han lo ."), sentence("Sund tapte :"), sentence("Ja !")])
    assert made.text == "Nord vant\nHan lo. Sund tapte: Ja!"
    assert [made.text[start:end] for start, end in made.paragraphs] == made.text.splitlines()


def test_spaced_pages_have_a_blank_between_any_two_words() -> None:
    made = page([sentence("« Ja , Nord »", "O O O B-PER O")], spaced=True)
    assert made.text == "« Ja , Nord »"
    assert named(made) == [("Nord", "PER")]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("B-PER I-PER O", [(0, 2, "PER")]),
        ("B-PER B-PER", [(0, 1, "PER"), (1, 2, "PER")]),
        ("O I-ORG I-ORG", [(1, 3, "ORG")]),
        ("B-PER I-ORG", [(0, 1, "PER"), (1, 2, "ORG")]),
    ],
)
def test_tags_are_read_as_spans(tags: str, spans: list[tuple[int, int, str]]) -> None:
    assert list(names(tags.split())) == spans


def test_files_of_both_kinds_are_read(tmp_path: Path) -> None:
    plain, numbered = tmp_path / "plain.iob", tmp_path / "numbered.iob2"
    plain.write_text("# doc = a\nNord\tB-PER\nlo\tO\n\n# doc = b\nJa\tO\n", encoding="utf-8")
    numbered.write_text(
        "# newdoc id = a\n# text = Nord lo.\n1\tNord\tB-PER\n2\tlo\tO\n3\t.\tO\n", encoding="utf-8"
    )
    assert [[s.words for s in document] for document in read(plain)] == [[["Nord", "lo"]], [["Ja"]]]
    (document,) = read(numbered)
    assert document == [Sentence(["Nord", "lo", "."], ["B-PER", "O", "O"], "Nord lo.")]
    assert page(document).text == "Nord lo."
