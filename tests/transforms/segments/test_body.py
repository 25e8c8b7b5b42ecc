import pytest

from schemas.documents import Issue
from tests.transforms.segments.pages import BODY, MORE, kind_of, kinds, page


@pytest.mark.parametrize(
    "line",
    [
        "Færre fraværstimer",
        "– Uvirkelig",
        "- Jeg teller til hundre",
        "Nord: – Ikke i form",
        "Kovacs: ”Kör”",
        "_ Trist dag",
        "Så smalt det ...",
        "Hva nå?",
    ],
)
def test_short_lines_without_a_full_stop_are_subheadings(line: str) -> None:
    found = kinds(f" date 2022-03 {MORE}\n\n{line}\n\n{BODY}")
    assert found[1] == ("subheading", line)


@pytest.mark.parametrize(
    "line",
    [
        "– Når er dere klare?",
        "Når er dere klare for å åpne broen?",
        "– Ja, sier Nord",
        "Ola Nord, trener:",
        "Stabæk - Rosenborg 3-1 (1-1)",
        "* Det er bygd mange hus",
        "– Nei.",
    ],
)
def test_short_lines_that_are_prose(line: str) -> None:
    assert kind_of(line) == "paragraph"


def test_a_question_before_a_dash_answer_is_prose() -> None:
    assert kinds(f"{BODY}\n\nHva nå?\n\n– Vi venter.")[1] == ("paragraph", "Hva nå?")


def test_a_run_of_short_lines_is_a_list() -> None:
    text = f"{BODY}\n\nDette skjer i helgen\nKonsert i parken\nMarked på torget\n\n{BODY}"
    assert [kind for kind, _ in kinds(text)][1:3] == ["paragraph", "paragraph"]


def test_a_short_last_line_is_no_subheading() -> None:
    assert kinds(f"{BODY}\n\n{MORE}\n\nHun forteller at")[-1][0] == "paragraph"


def test_one_newline_per_paragraph() -> None:
    text = f" date 2022-03 {BODY}\n{MORE}\nNy start\n{BODY}"
    assert [kind for kind, _ in kinds(text)] == ["lede", "paragraph", "subheading", "paragraph"]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_line_ends_of_all_systems(newline: str) -> None:
    text = newline.join([f" date 2022-03 {BODY}", "", MORE, "", "Ny start", "", BODY])
    assert kinds(text) == [
        ("lede", BODY),
        ("paragraph", MORE),
        ("subheading", "Ny start"),
        ("paragraph", BODY),
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "Dette er en tekst som er delt opp i flere\nlinjer fordi den kommer fra en avis med\n"
        "spalter, og den har også et delt ord til-\nstand. Her kommer en ny setning."
    )
    assert kinds(f"{wrapped}\n\n{MORE}") == [("lede", wrapped), ("paragraph", MORE)]


@pytest.mark.parametrize(
    ("glued", "pieces"),
    [
        ("Veien er stengt.Det sier politiet.", ["Veien er stengt.", "Det sier politiet."]),
        ("Veien er stengt.– Vi venter, sier Nord.", ["Veien er stengt.", "– Vi venter, sier Nord."]),
        ("Veien er stengt.- Vi venter, sier Nord.", ["Veien er stengt.", "- Vi venter, sier Nord."]),
        ("Veien er «stengt».Det sier politiet.", ["Veien er «stengt».", "Det sier politiet."]),
        ('Hun sier "vi venter."Det er bra.', ['Hun sier "vi venter."', "Det er bra."]),
        ("Er veien stengt?Ja, sier Nord.", ["Er veien stengt?", "Ja, sier Nord."]),
        ("Det skjedde i 2019.Nå er det slutt.", ["Det skjedde i 2019.", "Nå er det slutt."]),
        ("Det er bra at vi er i.Nå er det slutt.", ["Det er bra at vi er i.", "Nå er det slutt."]),
    ],
)
def test_glued_paragraphs_are_separate_segments(glued: str, pieces: list[str]) -> None:
    assert [text for _, text in kinds(f" date 2022-03 {glued}")] == pieces
    assert page(f" date 2022-03 {glued}").issues == {Issue.GLUED_TEXT}


@pytest.mark.parametrize(
    "text",
    [
        "Boken er av J.K.Nord og T.S.Vik.",
        "Den 17.Mai feirer vi på St.Hanshaugen.",
        "Se www.avisa.No for mer.",
        "Han kom kl.Ti i går til dr.Nord.",
        "Han har 1.000 kroner og 12.-14. plass.",
        "Vigo, 13 sep (EFE).- El puente está cerrado.",
        "Se https://avisa.example/a.B?c=D her.",
    ],
)
def test_abbreviations_initials_numbers_and_addresses_are_not_cut(text: str) -> None:
    assert [piece for _, piece in kinds(f" date 2022-03 {text}")] == [text]


def test_a_paragraph_that_stands_twice_is_flagged() -> None:
    assert page(f"{BODY}\n\n{MORE}\n\n{BODY}").issues == {Issue.REPEATED_PARAGRAPH}
    assert page(f"{BODY}\n\n– Ja.\n\n– Ja.").issues == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(f"1{n}:30: Politiet melder om kø på veien nummer {n}." for n in range(6)),
        "\n\n".join(
            f"{who}: Dette er et svar på spørsmålet nummer {n}." for n, who in enumerate(["Q", "A"] * 4)
        ),
        "Boller\n\nIngredienser\n\nMel og vann.\n\nRør det sammen.",
        "\n".join(f"Lag nummer {n} {n} poeng" for n in range(20)),
    ],
)
def test_feeds_transcripts_recipes_and_lists_are_no_articles(text: str) -> None:
    assert Issue.NOT_AN_ARTICLE in page(text).issues


def test_an_ordinary_article_has_no_issues() -> None:
    assert not page(f" date 2022-03 {BODY}\n\n{MORE}\n\nKl. 12.30 var det slutt.\n\n{MORE} Takk.").issues
