import pytest

from schemas.documents import Issue
from tests.transforms.segments.pages import BODY, MORE, kind_of, kinds, page


@pytest.mark.parametrize(
    "line",
    [
        "Publisert: 14.07.20 kl. 16:47",
        "Publisert:",
        "Publisert 13.10.18 06:17 Oppdatert: 14.10.18 07:00",
        "Oppdatert nå nettopp",
        "9 minutter siden",
        "14. okt. 2021 18:16 Sist oppdatert nå nettopp",
        "29.05.2023 21:59",
        "Mandag, 30 mars, 2020 - 22:12",
        "27. December 2021, kl. 18.45",
        "Lesetid: 1 minutt",
        "Læsetid: 4 min.",
        "Publicerad 17 januari 2026",
        "Julkaistu: 15.10.2020 klo 17:07",
        "13 septiembre 2022 - 22:58 h",
        "28/10/2022 21h59",
        "1 hour ago",
        "00:55",
        "Artikkelen er over 2 år gammel",
        "Les også: – Dette er helt sykt, sier Ola Vik",
        "LES OGSÅ KOMMENTAREN: Hvem vil ha det slik?",
        "Les mer: Slik låste de inn mobilene",
        'Læs mere: "Jeg troede, det var en gryde"',
        "Läs mer: Stjärnan om kraschen",
        "LUE MYÖS: Näin se meni",
        "À lire aussi : Ces petites lignes",
        "Lesen Sie auch: Was nun kommt",
        "See also: ‘I found my road gone’",
        "Lee también: Lo que viene",
        "ARTIKLEN FORTSÆTTER EFTER ANNONCE",
        "Artikkelen fortsetter under annonsen",
        "(Annons)",
        "Hopp til innhold",
        "Facebook",
        "Kopier lenke",
        "VIDEO: Sjå opptaket",
        "Se målene i vinduet øverst!",
        "Powered by Labrador CMS",
        "(Reporting by the desk; editing by Jane North)",
        "***",
        "Fakta: Broen Bygd i 1974 Lengde 400 meter Ekspander faktaboks",
    ],
)
def test_lines_that_are_no_prose(line: str) -> None:
    assert kind_of(line) == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "Publisert forskning viser at flere fugler blir i Norge om vinteren.",
        "Fakta er at veien har vært stengt i ti år.",
        "Live Nord vant rennet på hjemmebane i går kveld.",
        "Del to av rapporten kommer i juni, skriver kommunen.",
        "Stand up-komiker Ola Nord kommer til byen.",
        "By the river, a man was fishing for trout.",
        "Facebook vil ikke svare på spørsmålene.",
        "I 2022 var det 14 saker, i 2021 var det 12.",
    ],
)
def test_sentences_that_begin_like_furniture_are_prose(line: str) -> None:
    assert kind_of(line) == "paragraph"


def test_the_title_after_a_bare_read_more_belongs_to_it() -> None:
    text = f"{BODY}\n\nLes også\n\n– Jeg vant over staten\n\n{MORE}"
    assert [kind for kind, _ in kinds(text)] == ["lede", "furniture", "furniture", "paragraph"]


def test_a_paywall_ends_the_article() -> None:
    text = f"{BODY}\n\nHun sier at kommunen\n\nLes hele saken med abonnement\n\nAllerede abonnent? Logg inn"
    assert [kind for kind, _ in kinds(text)] == ["lede", "paragraph", "furniture", "furniture"]
    assert page(text).issues == {Issue.PAYWALL_CUT}


def test_a_machine_summary_takes_its_list_and_its_note() -> None:
    note = "Oppsummeringen er laget av en maskin og lest av en journalist."
    summary = f"Kort fortalt\n- Hun tapte.\n- Det er slutt.\n{note}"
    text = f"Hun tapte valget i går\n\n{summary}\n\n{BODY}\n\n{MORE}"
    assert [kind for kind, _ in kinds(text)] == ["headline", *["furniture"] * 4, "lede", "paragraph"]


def test_a_note_without_a_summary_is_prose() -> None:
    assert kind_of("Oppsummeringen er ventet i mars.") == "paragraph"


def test_a_fact_box_takes_its_list_but_no_quotes() -> None:
    text = f"{BODY}\n\nFakta: Broen\n\n• Bygd i 1974\n• Lang\n\n{MORE}"
    assert [kind for kind, _ in kinds(text)] == ["lede", "furniture", "furniture", "furniture", "paragraph"]
    text = f"{BODY}\n\nFakta\nBygd i 1974.\nLengde 400 meter.\n\n{MORE}"
    assert [kind for kind, _ in kinds(text)] == ["lede", "furniture", "furniture", "furniture", "paragraph"]
