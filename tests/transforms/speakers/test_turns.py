"""Quotes whose source stands elsewhere: turns, questions, titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Says = Callable[[str, str], dict[str, str | None]]


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        ("nb", "– Vi går videre, sier Kari Lund til NTB, ifølge avisen.", {"Vi går": "Kari Lund"}),
        (
            "nb",
            (
                "Kari Lund har skrevet bok.\n"
                "– Hvorfor tok det så lang tid?\n"
                "– Jeg skrev om natten.\n"
                "– Og nå?\n"
                "– Nå sover jeg, sier Lund."
            ),
            {"Hvorfor tok": None, "Jeg skrev": "Kari Lund", "Og nå?": None, "Nå sover": "Kari Lund"},
        ),
        (
            "nb",
            ("– Vi må spare, sier rådmann Per Dal.\n– Det blir tungt.\n– Men vi skal klare det."),
            {"Vi må": "Per Dal", "Det blir": "Per Dal", "Men vi": "Per Dal"},
        ),
        (
            "da",
            ("- Vi må spare.\n- Det bliver svært, siger borgmester Per Dal."),
            {"Vi må": "Per Dal", "Det bliver": "Per Dal"},
        ),
        ("nb", ("Så reiste Oda Vik seg.\n– Nå går vi.\nDe andre fulgte etter."), {"Nå går": "Oda Vik"}),
        ("nb", ("– Veien er stengt.\nDet sier vaktleder Ole Ness."), {"Veien er": "Ole Ness"}),
        ("nb", ("Kari Mo svarer slik:\n– Det får tiden vise."), {"Det får": "Kari Mo"}),
        (
            "nb",
            ("– Skal dere flytte?\nEier Ulf Brenne rister på hodet.\n– Aldri."),
            {"Skal dere": None, "Aldri.": "Ulf Brenne"},
        ),
        ("da", "»Nu stopper det,« lyder det fra Venstres Karsten Holt.", {"Nu stopper": "Karsten Holt"}),
        (
            "nn",
            ("Tora Vik leier laget.\n– Kven vinn?\n– Vi, seier ho."),
            {"Kven vinn?": None, "Vi": "Tora Vik"},
        ),
        (
            "nb",
            (
                "= – Jeg gir meg aldri\n"
                "Seiler Mona Frost har brukket masten.\n"
                "– Jeg gir meg aldri, sier Frost."
            ),
            {"Jeg gir": "Mona Frost"},
        ),
        (
            "nb",
            (
                "Kjell Rud tapte.\n"
                "# – Flaut\n"
                "Treneren hans, Mona Frost, var på tribunen.\n"
                "– Det var flaut, sier Frost."
            ),
            {"Flaut": "Mona Frost", "Det var": "Mona Frost"},
        ),
        ("nb", ("! KLAR: Mona Frost sier: – Jeg er klar.\nKjell Rud tapte."), {"Jeg er": "Mona Frost"}),
        (
            "nb",
            (
                "– Hvem eier hytta?\n"
                "Ulf Brenne eier den.\n"
                "– Jeg, sier Brenne.\n"
                "– Hvorfor?\n"
                "– Fordi jeg kjøpte den."
            ),
            {"Hvem eier": None, "Jeg": "Ulf Brenne", "Hvorfor?": None, "Fordi jeg": "Ulf Brenne"},
        ),
    ],
)
def test_turns_lead_to_the_fullest_name(
    says: Says, language: str, text: str, speakers: dict[str, str | None]
) -> None:
    found = says(language, text)
    assert {words: found.get(words, "no quote") for words in speakers} == speakers
