import pytest

from tests.transforms.segments.pages import BODY, MORE, kinds, page


def test_body_may_begin_on_the_header_line() -> None:
    assert kinds(f" date 2022-03 {BODY}\n\n{MORE}") == [("lede", BODY), ("paragraph", MORE)]
    assert page(f" date 2022-03 {BODY}\n\n{MORE}").headline is None


def test_the_header_is_the_token_without_its_blank() -> None:
    first = page(f" date 2022-03 {BODY}").segments[0]
    assert (first.kind.value, first.start, first.end) == ("header", 1, 13)


@pytest.mark.parametrize(
    "label",
    ["innenriks", "Nyheter", "Nyhende", "sport", "Kotimaa", "Inrikes", "Politik", "Andøy", "World news"],
)
def test_a_label_alone_on_the_header_line_is_the_section(label: str) -> None:
    text = f" date 2022-03 {label}\n\n{BODY}\n\n{MORE}"
    assert kinds(text)[0] == ("section", label)
    assert page(text).section == label
    assert page(text).headline is None


def test_noise_around_a_label_is_not_its_name() -> None:
    assert page(f" date 2022-03 nyheter>>\n\n{BODY}").section == "nyheter"


def test_an_agency_label_names_the_agency_and_perhaps_a_section() -> None:
    both, alone = page(f" date 2022-03 NTB Sport\n\n{BODY}"), page(f" date 2022-03 NTB\n\n{BODY}")
    assert (both.section, both.agency) == ("NTB Sport", "NTB")
    assert (alone.section, alone.agency) == (None, "NTB")
    assert kinds(f" date 2022-03 NTB\n\n{BODY}")[0] == ("section", "NTB")


@pytest.mark.parametrize(
    "label",
    ["annonse", "Pluss", "For abonnentar", "Lyt til artiklen", "Saken oppdateres.", "Live", "Advertisement"],
)
def test_ads_and_paywall_labels_are_furniture_and_no_section(label: str) -> None:
    text = f" date 2022-03 {label}\n\n{BODY}\n\n{MORE}"
    assert kinds(text)[0] == ("furniture", label)
    assert page(text).section is None


@pytest.mark.parametrize(
    "headline",
    [
        "Fanget i fjæra",
        "Ulven tok elleve sauer. Nå selger hun gården",
        "Ett år uten mobil: – Vi har fått tiden tilbake",
        "– Helt uvirkelig",
        '"Bøker er bare begynnelsen"',
        "Hvem eier fjorden?",
        "Vant cupen etter 14 år!",
    ],
)
def test_a_line_without_a_full_stop_above_the_lede_is_the_headline(headline: str) -> None:
    text = f" date 2022-03 {headline}\n\n{BODY}\n\n{MORE}"
    assert kinds(text) == [("headline", headline), ("lede", BODY), ("paragraph", MORE)]
    assert page(text).headline == headline


@pytest.mark.parametrize(
    "line",
    [
        "– Vi har ikke tid til dette nå, sier Kari Nord til NTB",
        "– Det er trist, sier hun",
        "Kari Nord vant valget i går.",
    ],
)
def test_a_line_with_a_reporting_clause_or_a_full_stop_is_no_headline(line: str) -> None:
    assert kinds(f" date 2022-03 {line}\n\n{BODY}")[0] == ("lede", line)


def test_label_and_headline_come_in_either_order() -> None:
    for text in (
        f"Sport\n\nVant etter ti år\n\n{BODY}",
        f" date 2022-03 Vant etter ti år\n\nSport\n\n{BODY}",
    ):
        assert (page(text).section, page(text).headline) == ("Sport", "Vant etter ti år")


def test_a_caption_may_stand_above_the_headline() -> None:
    text = f" date 2022-03 VAR SINT: Ola Nord. Foto: Kari Vik\n\nVant etter ti år\n\n{BODY}"
    assert [kind for kind, _ in kinds(text)] == ["caption", "headline", "lede"]


def test_a_headline_printed_twice_is_one_headline() -> None:
    text = f"Vant etter ti år\n\nVant etter ti år\n\n{BODY}"
    assert [kind for kind, _ in kinds(text)] == ["headline", "headline", "lede"]


def test_an_empty_header_line_says_nothing() -> None:
    assert kinds(f" date 2022-03\n\n\n\n{BODY}\n\n{MORE}") == [("lede", BODY), ("paragraph", MORE)]


@pytest.mark.parametrize(
    "line", ["publié le 31/12/2018 à 18:36", "April 22, 2020", "vor 18 Stunden", "30.08.2022 kl. 16:04"]
)
def test_a_second_date_line_is_furniture(line: str) -> None:
    assert kinds(f" date 2018-12 {line}\n\n{BODY}") == [("furniture", line), ("lede", BODY)]


def test_a_kicker_is_a_label_that_names_no_section() -> None:
    text = f" date 2022-03 Partilederintervjuet:\n\n{BODY}"
    assert kinds(text)[0] == ("section", "Partilederintervjuet:")
    assert page(text).section is None


def test_a_notice_and_prose_may_share_a_line() -> None:
    long = BODY + " " + MORE
    assert kinds(f" date 2022-03 Saken oppdateres. {long}") == [
        ("furniture", "Saken oppdateres."),
        ("lede", long),
    ]


def test_an_interview_sheet_is_no_headline() -> None:
    assert kinds("Hvem: Kari Nord\nHva: Ny leder i laget\n\n– Gleder du deg?\n\n– Ja.")[0][0] == "lede"
