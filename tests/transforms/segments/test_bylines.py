import pytest

from tests.transforms.segments.pages import BODY, MORE, kind_of, kinds, page
from transforms.segments.bylines import dateline_agency


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Av Kari Nord", ("Kari Nord",)),
        ("Av Kari Vik og Ola-Per Nord", ("Kari Vik", "Ola-Per Nord")),
        ("Av: Kari Nord, journalist", ("Kari Nord",)),
        ("Tekst og foto: Kari Nord", ("Kari Nord",)),
        ("Af Kari Nord", ("Kari Nord",)),
        ("By Jane North, political editor, and John West in London", ("Jane North", "John West")),
        ("Von Jan Nord und Eva van der Vik", ("Jan Nord", "Eva van der Vik")),
        ("Par Jean Nord", ("Jean Nord",)),
        ("Por José Nord", ("José Nord",)),
        ("NTB-Kari Nord", ("Kari Nord",)),
        ("Ola NordOla NordJournalist", ("Ola Nord",)),
        ("Kari Nord, journalist", ("Kari Nord",)),
        ("(Ragnhild Nord / Khrono)", ("Ragnhild Nord",)),
        ("kari.nord@avisa.example", ()),
    ],
)
def test_bylines_by_form(line: str, names: tuple[str, ...]) -> None:
    assert kind_of(line) == "byline"
    assert page(f"{BODY}\n\n{line}\n\n{MORE}").byline == names


def test_an_agency_as_author_is_the_agency() -> None:
    found = page(f"Vant etter ti år\n\nAv NTB | 26.08.2023 20:44:25\n\n{BODY}")
    assert (found.byline, found.agency) == ((), "NTB")


def test_a_name_alone_is_a_byline_under_the_headline_and_at_the_end() -> None:
    head = f"Vant etter ti år\n\nKari Nord\nOla Vik\nJournalist\n\n{BODY}"
    assert [kind for kind, _ in kinds(head)] == ["headline", "byline", "byline", "byline", "lede"]
    assert page(head).byline == ("Kari Nord", "Ola Vik")
    assert page(f"{BODY}\n\n{MORE}\n\nKari Nord").byline == ("Kari Nord",)


@pytest.mark.parametrize(
    "line",
    [
        "Av dem er ti skadet.",
        "Par contre, le maire refuse.",
        "Por la tarde llegó la lluvia.",
        "Von der Brücke blieb nichts.",
    ],
)
def test_sentences_that_begin_like_a_byline_are_prose(line: str) -> None:
    assert kind_of(line) == "paragraph"


@pytest.mark.parametrize(
    ("end", "agency"),
    [
        ("(©NPK)", "NPK"),
        ("(NTB)", "NTB"),
        ("NTB", "NTB"),
        ("/ritzau/", "Ritzau"),
        ("/ritzau/FINANS", "Ritzau"),
        ("cib/dpa", "dpa"),
        ("TT", "TT"),
    ],
)
def test_an_agency_signature_is_furniture_and_names_the_agency(end: str, agency: str) -> None:
    text = f"{BODY}\n\n{MORE}\n\n{end}"
    assert kinds(text)[-1] == ("furniture", end)
    assert page(text).agency == agency


@pytest.mark.parametrize("blank", [" ", ""])
def test_a_signature_after_the_last_sentence_is_a_segment_of_its_own(blank: str) -> None:
    assert kinds(f"{BODY}\n\n{MORE}{blank}(©NTB)")[1:] == [("paragraph", MORE), ("furniture", "(©NTB)")]


def test_a_party_is_no_agency() -> None:
    found = page(f"{BODY}\n\nDet er ikke nok, mener Ola Nord (Ap).\n\nOla Nord (Ap) sier nei til forslaget.")
    assert found.agency is None
    assert all(each.kind.value != "furniture" for each in found.segments)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("OSLO (NTB): Veien er stengt.", "NTB"),
        ("(NTB): Veien er stengt.", "NTB"),
        ("Kiel (dpa) – Die Brücke ist zu.", "dpa"),
        ("Genf (AFP) Die Brücke ist zu.", "AFP"),
        ("BRUSSELS, Feb 11 (Reuters) - The bridge is closed.", "Reuters"),
        ("Vigo, 13 sep (EFE).- El puente está cerrado.", "EFE"),
        ("DEN HAAG (ANP) - De brug is dicht.", "ANP"),
        ("DRAMMEN (VG) Veien er stengt.", None),
        ("Statsminister Kari Nord (AP) sier nei.", None),
        ("Det sier Ola til nyhetsbyrået (NTB).", None),
        ("", None),
    ],
)
def test_a_dateline_names_the_agency_and_stays_in_its_paragraph(text: str, agency: str | None) -> None:
    assert dateline_agency(text) == agency


def test_a_name_with_an_agency_is_an_author_at_the_end_and_a_photographer_elsewhere() -> None:
    end, middle = page(f"{BODY}\n\n{MORE}\n\nAnna Berg/TT"), page(f"{BODY}\n\nAnna Berg/TT\n\n{MORE}")
    assert (end.byline, end.agency) == (("Anna Berg",), "TT")
    assert (middle.byline, middle.agency) == ((), None)
    assert [each.credit for each in middle.segments] == [None, "Anna Berg/TT", None]
    assert [each.credit for each in end.segments] == [None, None, None]
