"""Roles that stand for a person."""

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
            (
                "– Vi har søkt, sier Nils Vik.\nHan er daglig leder i klubben. Tora Moe bor ved banen.\n"
                "– Det bråker, sier Moe.\nIfølge lederen er saken løst."
            ),
            {"er saken": "Nils Vik"},
        ),
        (
            "sv",
            (
                "– Vi väntar, säger Anna Berg.\nHon är rektor på skolan. Eva Lind har två barn där.\n"
                "– Det är kallt, säger Lind.\nRektorn menar att felet är lagat."
            ),
            {"felet är": "Anna Berg"},
        ),
        (
            "de",
            "Emre Kaya sammelt seit Jahren Pilze.\n„Sie schmecken gut“, sagt der Rentner.",
            {"Sie schmecken": "Emre Kaya"},
        ),
        (
            "nb",
            ("Seksjonssjef Grete Bakke i etaten fikk brevet.\n– Vi har svart, sier sjefen."),
            {"Vi har": "Grete Bakke"},
        ),
        (
            "nb",
            ("Arild Foss, leder i Fiskarlaget, er kritisk.\n– Dette går ikke, sier lederen."),
            {"Dette går": "Arild Foss"},
        ),
        (
            "nb",
            ("Klimaminister Eva Strøm (MDG) la fram loven.\n– Nå haster det, sier statsråden."),
            {"Nå haster": "Eva Strøm"},
        ),
        (
            "nn",
            ("Forskar Marit Lie har målt isen.\n– Han blir tynnare, seier forskaren."),
            {"Han blir": "Marit Lie"},
        ),
        (
            "da",
            ("Professor Thomas Krag har læst rapporten.\n»Den er tynd,« siger professoren."),
            {"Den er": "Thomas Krag"},
        ),
        ("sv", ("Tränaren Lars Ek såg matchen.\n– Vi var dåliga, säger tränaren."), {"Vi var": "Lars Ek"}),
        (
            "en",
            ("Harbour master Tom Reed closed the port.\n“It was too rough,” the harbour master said."),
            {"It was": "Tom Reed"},
        ),
        (
            "de",
            (
                "Die Direktorin Sabine Lang stellte den Plan vor.\n"
                "„Wir haben keine Wahl“, sagte die Direktorin."
            ),
            {"Wir haben": "Sabine Lang"},
        ),
        (
            "nb",
            (
                "Operasjonsleder Guri Moe i Innlandet politidistrikt rykket ut. "
                "Brannsjef Leif Aas kom senere.\n"
                "– Huset er totalskadd, sier brannsjefen.\n"
                "– Vi leter etter eieren, sier operasjonslederen."
            ),
            {"Huset er": "Leif Aas", "Vi leter": "Guri Moe"},
        ),
        (
            "nb",
            (
                "Adm. direktør i Fjordrute, Hilde Berge, legger fram tallene.\n"
                "– Vi er i rute, sier direktøren."
            ),
            {"Vi er": "Hilde Berge"},
        ),
        (
            "nb",
            (
                "Frp-leder Jan Erik Moe (Frp) og Sp-leder Trude Li møttes.\n"
                "– Dette er en seier, sier Moe.\n"
                "– Det er vi ikke enige om, sier Sp-lederen."
            ),
            {"Dette er": "Jan Erik Moe", "Det er": "Trude Li"},
        ),
        (
            "nb",
            (
                "Innvandrings- og integreringsminister Solveig Mo la fram tallene.\n"
                "– Færre kommer, sier ministeren."
            ),
            {"Færre kommer": "Solveig Mo"},
        ),
        (
            "nb",
            (
                "Kaptein Per Wiik og styrmann Ove Nor sto på broen.\n"
                "– Vi så ingenting, forklarte styrmannen.\n"
                "– Det var tåke, sa kapteinen."
            ),
            {"Vi så": "Ove Nor", "Det var": "Per Wiik"},
        ),
        (
            "nb",
            (
                "Klubben ansatte Marit Ness i går.\n"
                "– Hun er best, sier daglig leder Kim Vold.\n"
                "– Jeg er klar, sier treneren."
            ),
            {"Hun er": "Kim Vold", "Jeg er": "Marit Ness"},
        ),
        (
            "nb",
            (
                "Rosenborg-trener Geir Sund har fått nok.\n"
                "– Dommeren var blind, sier Rosenborg-treneren.\n"
                "– Tull, svarer dommer Kai Berg."
            ),
            {"Dommeren var": "Geir Sund", "Tull": "Kai Berg"},
        ),
        (
            "nb",
            "Ifølge avisa er saken henlagt. Politiadvokat Nora Eide bekrefter at saken er henlagt.",
            {"saken er": "Nora Eide"},
        ),
        (
            "nb",
            ("Fødselslege Amina Yusuf tok imot barnet.\n– Alt gikk bra, sier legen."),
            {"Alt gikk": "Amina Yusuf"},
        ),
        (
            "nn",
            (
                "Statsmeteorolog Ragna Vik i Meteorologisk institutt åtvarar.\n"
                "– Det kjem mykje regn, seier statsmeteorologen."
            ),
            {"Det kjem": "Ragna Vik"},
        ),
        (
            "sv",
            (
                "Kommunalrådet Eva Lind (S) presenterade budgeten. "
                "Oppositionsrådet Per Holm (M) var missnöjd.\n"
                "– Pengarna räcker inte, säger han.\n"
                "– Det gör de visst, säger Lind."
            ),
            {"Pengarna räcker": "Per Holm", "Det gör": "Eva Lind"},
        ),
        (
            "sv",
            ("Målvakten Joel Ahl räddade straffen.\n– Jag gissade, säger målvakten."),
            {"Jag gissade": "Joel Ahl"},
        ),
        (
            "en",
            (
                "Dr Priya Shah, head of research at the Marine Trust, counted the birds. Tom Hale, "
                "a farmer from Devon, helped.\n"
                "“There were hundreds,” she said.\n"
                "“I lost count,” said Hale.\n"
                "“We need more data,” Shah added."
            ),
            {"There were": "Priya Shah", "I lost": "Tom Hale", "We need": "Priya Shah"},
        ),
        (
            "en",
            (
                "Prime Minister Helen Ward met Mr Cole. Ward's office said the talks would go on.\n"
                "“We are close,” the prime minister said."
            ),
            {"We are": "Helen Ward"},
        ),
        (
            "fr",
            (
                "Mme Julie Roche, directrice du musée, a ouvert les portes. "
                "Le maire Paul Blanc était là.\n"
                "« Nous sommes prêts », a déclaré la directrice.\n"
                "« C’est une belle journée », a dit M. Blanc."
            ),
            {"Nous sommes": "Julie Roche", "C’est une": "Paul Blanc"},
        ),
        (
            "es",
            (
                "La alcaldesa María Soto visitó el puerto con el pescador Juan Rey.\n"
                "“Es un gran día”, ha dicho la alcaldesa.\n"
                "“Ya era hora”, ha señalado Rey."
            ),
            {"Es un": "María Soto", "Ya era": "Juan Rey"},
        ),
        (
            "it",
            ('Il sindaco Marco Riva ha aperto la scuola.\n"È un bel giorno", ha detto il sindaco.'),
            {"È un": "Marco Riva"},
        ),
        (
            "pt",
            ('O prefeito João Lima visitou a obra.\n"É um grande dia", afirmou o prefeito.'),
            {"É um": "João Lima"},
        ),
        (
            "nl",
            (
                "Wethouder Jan de Boer opende de brug. Minister Els Vos was er ook.\n"
                '"Een mooie dag", zegt de wethouder.\n'
                '"Eindelijk", aldus Vos.'
            ),
            {"Een mooie": "Jan de Boer", "Eindelijk": "Els Vos"},
        ),
        (
            "nn",
            (
                "Statsråd Eva Strand la fram lova. Ordførar Nils Rise var der.\n"
                "– No hastar det, seier statsråden.\n"
                "– Vi er klare, seier ordføraren."
            ),
            {"No hastar": "Eva Strand", "Vi er": "Nils Rise"},
        ),
        (
            "sv",
            (
                "Ministern Eva Lind och generaldirektören Bo Ek träffades.\n"
                "– Det går bra, säger generaldirektören.\n"
                "– Vi får se, säger ministern."
            ),
            {"Det går": "Bo Ek", "Vi får": "Eva Lind"},
        ),
        (
            "de",
            (
                "Hausmeisterin Almut Reiser fand den Schlüssel.\n"
                "„Er lag im Keller“, erzählt die Hausmeisterin."
            ),
            {"Er lag": "Almut Reiser"},
        ),
        (
            "nb",
            (
                "Kommuneoverlegen er uenig.\n"
                "– Dette er farlig, sier Leyla Hosseini.\n"
                "Kommuneoverlegen sier at det haster."
            ),
            {"Dette er": "Leyla Hosseini", "det haster": "Leyla Hosseini"},
        ),
        (
            "nn",
            "– Dette vert bra, skriv leiar i 1. mai-komiteen Heidi Bø i ei melding.",
            {"Dette vert": "Heidi Bø"},
        ),
        (
            "nn",
            "Ordførarane møttest. Dette sa dei andre: Nils Støyl, ordførar i Vik:\n– Det er ikkje nok.",
            {"Det er": "Nils Støyl"},
        ),
        (
            "nb",
            (
                "– Jeg tror de kjenner reglene, sa fylkeslege Per Steine fredag. Fylkeslegen:\n"
                "– Legene må ha visst det."
            ),
            {"Legene må": "Per Steine", "Fylkeslegen:": "no quote"},
        ),
        (
            "nb",
            (
                "Terje Kvam har skrevet dikt. Ragna Kvam har lest det.\n"
                "Terje Kvam er fornøyd. Kona sier at det er for langt."
            ),
            {"det er": "Ragna Kvam"},
        ),
    ],
)
def test_roles_lead_to_the_fullest_name(
    says: Says, language: str, text: str, speakers: dict[str, str | None]
) -> None:
    found = says(language, text)
    assert {words: found.get(words, "no quote") for words in speakers} == speakers
