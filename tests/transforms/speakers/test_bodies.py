"""Nouns for organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Says = Callable[[str, str], dict[str, str | None]]


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        (
            "nb",
            "Vestmark politidistrikt rykket ut i natt.\nPolitiet opplyser at ingen er skadd.",
            {"ingen er": "Vestmark politidistrikt"},
        ),
        (
            "nb",
            "Kari Nord i Vestmark politidistrikt leder saken.\nPolitiet opplyser at ingen er skadd.",
            {"ingen er": "politiet"},
        ),
        (
            "nb",
            "Ventetiden på Sykehuset Solvang vokser.\n– Vi ansetter flere, opplyser sykehuset.",
            {"Vi ansetter": "Sykehuset Solvang"},
        ),
        (
            "nb",
            "Statens vegvesen måler veien.\nVegvesenet varsler at tunnelen stenges.",
            {"tunnelen stenges": "Statens vegvesen"},
        ),
        (
            "nn",
            "Nina Dale er trenar i Fjordvik IL.\nIdrettslaget skriv at banen er stengd.",
            {"banen er": "Fjordvik IL"},
        ),
        (
            "sv",
            "Sörlands Skidförbund vill bygga nytt.\nBacken är för gammal, uppger förbundet.",
            {"Backen är": "Sörlands Skidförbund"},
        ),
        (
            "da",
            "Havnens Fagforbund har meldt sig i sagen.\nForbundet oplyser, at varslet er for kort.",
            {"varslet er": "Havnens Fagforbund"},
        ),
        (
            "en",
            (
                "The Dock Workers' Alliance was told on Monday. Harwell Ferries will cut jobs.\n"
                '"Nobody asked us," the union said.'
            ),
            {"Nobody asked": "Dock Workers' Alliance"},
        ),
        (
            "de",
            "Das Landesbauamt prüft die Brücke.\n„Sie ist alt“, teilte die Behörde mit.",
            {"Sie ist": "Landesbauamt"},
        ),
        (
            "nb",
            (
                "Oljeselskapet Nordkraft Energi AS la fram tall. "
                "Nordkraft Energi AS tjener mer enn før.\n"
                "– Vi er fornøyde, skriver selskapet i en melding."
            ),
            {"Vi er": "Nordkraft Energi AS"},
        ),
        (
            "nb",
            ("Fiskeridirektoratet har stanset fisket. Direktoratet skriver at bestanden er for liten."),
            {"bestanden er": "Fiskeridirektoratet"},
        ),
        (
            "nb",
            "Politiet fikk meldingen klokken ni. Politiet opplyser at to personer er skadd.",
            {"to personer": "politiet"},
        ),
        (
            "nb",
            "Vollund kommune har sagt nei. Kommunen mener støyen blir for stor.",
            {"støyen blir": "Vollund kommune"},
        ),
        (
            "nb",
            "Avisa Fjordbladet skrev om saken mandag. Avisa skriver at båten var lekk.",
            {"båten var": "Fjordbladet"},
        ),
        (
            "da",
            "Kystdirektoratet har målt. Direktoratet oplyser, at havet stiger.",
            {"havet stiger": "Kystdirektoratet"},
        ),
        (
            "sv",
            "Trafikverket stänger vägen. Verket uppger att arbetet tar en vecka.",
            {"arbetet tar": "Trafikverket"},
        ),
        (
            "nb",
            (
                "Norges vassdrags- og energidirektorat (NVE) har varslet flom. "
                "NVE skriver at vannet stiger. Direktoratet ber folk holde seg unna."
            ),
            {"vannet stiger": "Norges vassdrags- og energidirektorat"},
        ),
        (
            "nb",
            (
                "Regjeringen har bestemt seg. Finansdepartementet skriver at skatten øker. "
                "Departementet opplyser at det skjer i mai."
            ),
            {"skatten øker": "Finansdepartementet", "det skjer": "Finansdepartementet"},
        ),
        (
            "nb",
            (
                "Russlands forsvarsdepartement hevdet at skipet var tomt. "
                "Det russiske forsvarsdepartementet sier nå at det var fullt."
            ),
            {"skipet var": "Russlands forsvarsdepartement", "det var": "Russlands forsvarsdepartement"},
        ),
        (
            "nb",
            (
                "Selskapet Havkraft bygger ut. Byggeleder Rolf Ek i Havkraft leder arbeidet. "
                "Selskapet opplyser at det tar to år."
            ),
            {"det tar": "Havkraft"},
        ),
        (
            "nn",
            (
                "Kommunedirektør Jorunn Hauge i Fjaler kommune har skrive til fylket.\n"
                "– Vi treng vegen, seier kommunedirektøren.\n"
                "Fylkeskommunen svarar at det ikkje er pengar."
            ),
            {"Vi treng": "Jorunn Hauge", "det ikkje": "fylkeskommunen"},
        ),
        (
            "da",
            (
                "Formand Lis Krog fra Fiskeriforeningen er vred.\n"
                "»Vi er blevet snydt,« siger formanden.\n"
                "Ministeriet oplyser, at sagen undersøges."
            ),
            {"Vi er": "Lis Krog", "sagen undersøges": "ministeriet"},
        ),
        (
            "sv",
            (
                "Polisen grep en man i 20-årsåldern. Enligt polisen nekar han till brott.\n"
                "– Utredningen fortsätter, säger presstalesperson Lena Ström."
            ),
            {"Utredningen fortsätter": "Lena Ström"},
        ),
        (
            "en",
            "Verton Power cut 300 jobs on Monday. The company said that demand had fallen.",
            {"demand had": "Verton Power"},
        ),
        ("en", "Police arrested a man on Friday. Police said that he was armed.", {"he was": "police"}),
        (
            "nn",
            "Kystverket har stengt sundet. Kystverket opplyser at det varer i ein time.",
            {"det varer": "Kystverket"},
        ),
        (
            "nb",
            "Rådgivningsfirmaet Vannsett leverte rapporten. Firmaet skriver at taket kan rase.",
            {"taket kan": "Vannsett"},
        ),
    ],
)
def test_bodies_lead_to_the_fullest_name(
    says: Says, language: str, text: str, speakers: dict[str, str | None]
) -> None:
    found = says(language, text)
    assert {words: found.get(words, "no quote") for words in speakers} == speakers
