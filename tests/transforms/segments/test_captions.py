import pytest

from tests.transforms.segments.pages import BODY, MORE, kind_of, kinds, page
from transforms.segments.captions import read_caption


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("VAR SINT: Ola Nord ved broen. Foto: Kari Vik / NTB", "Kari Vik / NTB"),
        ("VAR PÅ KAMP: Ola Nord ved broen.", None),
        ("ÅPNET OPP OM LIVET: Ola Nord ved broen. FOTO: Kari Vik", "Kari Vik"),
        ("15. SEPTEMBER 2008: Banken går konkurs. Foto: AP", "AP"),
        ("NØgD: Ola Nord i hagen", None),
        ("KLAR: Lederen: – Vi vil vinne, sier hun. Foto: Kari Vik", "Kari Vik"),
        ("Broen ble stengt. Foto: Kari Vik, AP/NTB", "Kari Vik, AP/NTB"),
        ("Broen ble stengt. Foto: Kari Vik , NTB scanpix", "Kari Vik, NTB scanpix"),
        ("Broen ble stengt. Foto: , NTB scanpix", "NTB scanpix"),
        ("Broen ble stengt. Foto: Foto: Kari Vik", "Kari Vik"),
        ("Broen ble stengt. (Foto: Kari Vik)", "Kari Vik"),
        ("Broen ble stengt. foto:kari vik", "kari vik"),
        ("Broen ble stengt i feltetFoto: Kari Vik", "Kari Vik"),
        ("Broen ble stengt. (Kari Vik/NRK)", "Kari Vik/NRK"),
        ("Broen ble stengt. Kari Vik / NTB", "Kari Vik / NTB"),
        ("Broen ble stengt i går. Kari Vik", "Kari Vik"),
        ("Foto: Privat", "Privat"),
        ("Broen blev lukket. Arkivfoto: Kari Vik/Ritzau Scanpix", "Kari Vik/Ritzau Scanpix"),
        ("Bron stängdes. Bild: TT", "TT"),
        ("Bron stängdes. Foto: Bildbyrån (montage).", "Bildbyrån (montage"),
        ("Silta suljettiin. Kuva: Kari Vik / Yle", "Kari Vik / Yle"),
        ("Die Brücke ist zu. Bild: dpa", "dpa"),
        ("Le pont est fermé. Crédit : KARI VIK / AFP", "KARI VIK / AFP"),
        ("Le pont est fermé. (KARI VIK / AFP)", "KARI VIK / AFP"),
        ("The bridge is closed. Copyright: Getty Images", "Getty Images"),
        ("Il ponte è chiuso. ©Ansa", "Ansa"),
        ("Most jest zamknięty. Zdjęcie: Kari Vik / PAP", "Kari Vik / PAP"),
    ],
)
def test_captions_in_their_forms(line: str, credit: str | None) -> None:
    caption = read_caption(line)
    assert caption is not None
    assert (caption.start, caption.end) == (0, len(line))
    assert caption.credit == credit
    assert kind_of(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        BODY,
        MORE,
        "HELGELAND (Nettavisen): Veien er stengt etter et ras.",
        "BERGEN: Byrådet vil selge boliger. Vedtaket kommer i høst.",
        "NAV: – Vi beklager det som skjedde",
        "Det gir et tydelig bilde: Norge taper på lang sikt.",
        "Rapporten kom mandag. Den er på 40 sider, skriver Kari Nord.",
        "Laget vant 3–1 (1–0).",
    ],
)
def test_prose_is_no_caption(line: str) -> None:
    assert read_caption(line) is None


@pytest.mark.parametrize(
    ("line", "caption", "rest"),
    [
        (
            "Nord på brua. Foto: Kari Vik / NRKDet er første gang på ti år at brua er stengt.",
            "Nord på brua. Foto: Kari Vik / NRK",
            "Det er",
        ),
        (
            "Nord på brua. Foto: Kari Vik / TV 2Nato-landene vil øve mer i nord enn før.",
            "Nord på brua. Foto: Kari Vik / TV 2",
            "Nato",
        ),
        (
            "Nord på brua. Foto: PrivatDet er første gang på ti år at brua er stengt.",
            "Nord på brua. Foto: Privat",
            "Det er",
        ),
        (
            "Nord på brua. Foto: Kari Vik / NTB– Vi er veldig glade, sier han.",
            "Nord på brua. Foto: Kari Vik / NTB",
            "– Vi",
        ),
        (
            "Nord på brua. Foto: Kari Vik / NTB Etter kampen sa han at det var nok.",
            "Nord på brua. Foto: Kari Vik / NTB",
            "Etter",
        ),
    ],
)
def test_a_sentence_glued_to_a_credit_is_a_paragraph(line: str, caption: str, rest: str) -> None:
    text = f" date 2022-03 {BODY}\n\n{line}\n\n{MORE}"
    found = kinds(text)
    assert found[1] == ("caption", caption)
    assert found[2][0] == "paragraph"
    assert found[2][1].startswith(rest)


def test_the_credit_is_a_column_of_the_segment() -> None:
    segments = page(f"{BODY}\n\nNord på brua. Foto: Kari Vik / NRK\n\n{MORE}").segments
    assert [each.credit for each in segments] == [None, "Kari Vik / NRK", None]


def test_a_caption_in_a_page_without_paragraphs_begins_with_its_sentence() -> None:
    prose = " ".join([BODY] * 8)
    caption = "Ordfører Kari Nord på torget. Foto: Kari Vik / NRK"
    text = f" date 2022-03 {prose} {caption}Det er første gang på ti år at torget er stengt."
    assert [(kind, piece[:8]) for kind, piece in kinds(text)] == [
        ("lede", prose[:8]),
        ("caption", caption[:8]),
        ("paragraph", "Det er f"),
    ]
