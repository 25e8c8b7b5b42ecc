"""Whole stories: names, posts, pronouns and bodies in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.quotes import Quote

    Read = Callable[[str, str], tuple[Quote, ...]]


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        (
            "nb",
            (
                "Bergen (NTB): Politiet i Vest rykket ut etter en melding om knivstikking på Danmarks "
                "plass.\n"
                "– To personer er kjørt til sykehus, "
                "sier operasjonsleder Knut Dahl-Michelsen til NTB.\n"
                "Han opplyser at en mann i 20-årene er pågrepet.\n"
                "– Vi kjenner ikke motivet, sier Dahl-Michelsen.\n"
                "Mannens forsvarer, advokat Mette Yvonne Larsen, sier klienten er i sjokk.\n"
                "– Han nekter straffskyld, sier hun.\n"
                "Politiet ber om tips."
            ),
            {
                "To personer": "Knut Dahl-Michelsen",
                "en mann i 20": "Knut Dahl-Michelsen",
                "Vi kjenner": "Knut Dahl-Michelsen",
                "klienten er": "Mette Yvonne Larsen",
                "Han nekter": "Mette Yvonne Larsen",
            },
        ),
        (
            "nb",
            (
                "Haugland IL slo Storvik 3–1 søndag. Spiss Marius Toft scoret to mål.\n"
                "– Det var deilig, sier Toft.\n"
                "Trener Asgeir Lunde var også fornøyd.\n"
                "– Vi spilte som et lag, sier treneren til lokalavisa.\n"
                "– Marius er i storform, sier han.\n"
                "Storvik-kaptein Emil Ness var skuffet.\n"
                "– Vi sov i timen, sier kapteinen."
            ),
            {
                "Det var deilig": "Marius Toft",
                "Vi spilte": "Asgeir Lunde",
                "Marius er": "Asgeir Lunde",
                "Vi sov": "Emil Ness",
            },
        ),
        (
            "nb",
            (
                "Stortingsrepresentant Bjørn Lie (H) mener forslaget er dårlig. "
                "Partifelle Anne Holt er uenig.\n"
                "– Dette rammer dem som har minst, sier Lie.\n"
                "– Jeg tror Bjørn har misforstått, svarer Holt.\n"
                "– Nei, sier Lie."
            ),
            {"Dette rammer": "Bjørn Lie", "Jeg tror": "Anne Holt", "Nei": "Bjørn Lie"},
        ),
        (
            "nb",
            (
                "Forsker Li Wei ved Havforskningsinstituttet har fulgt torsken i ti år.\n"
                "– Bestanden er halvert, sier forskeren.\n"
                "Fiskeriministeren vil ikke kommentere saken.\n"
                "Instituttet anbefaler at kvoten kuttes.\n"
                "– Det vil koste arbeidsplasser, sier leder Roy Hansen i Fiskarlaget.\n"
                "Hansen mener tallene er usikre."
            ),
            {"Bestanden er": "Li Wei", "Det vil": "Roy Hansen", "tallene er": "Roy Hansen"},
        ),
        (
            "nb",
            (
                "USAs president Joe Carter møtte Storbritannias statsminister Emily Stone i London.\n"
                "– Vi står sammen, sa Carter.\n"
                "– USA er vår nærmeste venn, sa Stone.\n"
                "Presidenten reiser videre til Paris. "
                "Der skal han møte Frankrikes president Luc Morel.\n"
                "– Jeg ser fram til det, sa Carter.\n"
                "Ifølge Det hvite hus varer møtet i to timer."
            ),
            {"Vi står": "Joe Carter", "USA er": "Emily Stone", "Jeg ser": "Joe Carter"},
        ),
        (
            "nb",
            (
                "– Jeg hørte et smell, forteller naboen Astrid Moe (72).\n"
                "72-åringen løp ut i hagen.\n"
                "– Der lå treet, sier hun.\n"
                "Mannen hennes, Kåre Moe, sov gjennom det hele.\n"
                "– Jeg våknet ikke, sier han."
            ),
            {"Jeg hørte": "Astrid Moe", "Der lå": "Astrid Moe", "Jeg våknet": "Kåre Moe"},
        ),
        (
            "nb",
            (
                "Equinor kutter 300 stillinger. Konsernsjef Pernille Foss la fram planen torsdag.\n"
                "– Det er tungt, sier konsernsjefen.\n"
                "Selskapet opplyser at ingen blir sagt opp.\n"
                "Tillitsvalgt Jon Arne Vik er ikke overrasket.\n"
                "– Vi har ventet på dette, sier han."
            ),
            {"Det er tungt": "Pernille Foss", "ingen blir": "Equinor", "Vi har": "Jon Arne Vik"},
        ),
        (
            "nb",
            (
                "Kunstneren Vigdis Aune har laget et tårn av glass.\n"
                "– Hvorfor glass?\n"
                "– Fordi det knuser.\n"
                "– Er du redd?\n"
                "– Alltid.\n"
                "Tårnet åpner lørdag."
            ),
            {"Hvorfor glass?": None, "Fordi det": "Vigdis Aune", "Er du": None, "Alltid": "Vigdis Aune"},
        ),
        (
            "nb",
            (
                "Mor og datter, Hilde og Live Berge, driver kafeen.\n"
                "– Vi krangler hver dag, sier Live Berge.\n"
                "– Hun bestemmer, sier Hilde Berge."
            ),
            {"Vi krangler": "Live Berge", "Hun bestemmer": "Hilde Berge"},
        ),
        (
            "nb",
            (
                "Helsedirektoratet anbefaler munnbind. "
                "Direktør Nina Fjeld sier det gjelder fra mandag.\n"
                "– Vi må holde ut litt til, sier helsedirektøren."
            ),
            {"det gjelder": "Nina Fjeld", "Vi må": "Nina Fjeld"},
        ),
        (
            "nn",
            (
                "Ordførar Gunnar Hauge i Sunnvik fekk ros av fylkeslegen.\n"
                "– Dette er bra, seier Hauge.\n"
                "Fylkeslege Brit Solheim er òg nøgd.\n"
                "– Kommunen har gjort ein god jobb, seier fylkeslegen.\n"
                "– Vi er stolte, seier ordføraren."
            ),
            {"Dette er": "Gunnar Hauge", "Kommunen har": "Brit Solheim", "Vi er": "Gunnar Hauge"},
        ),
        (
            "nn",
            (
                "Bonden Olav Kvåle såg ulven to gonger.\n"
                "– Han stod her, seier Kvåle.\n"
                "Kona trudde han ikkje.\n"
                "– Eg trudde han tulla, seier Marta Kvåle."
            ),
            {"Han stod": "Olav Kvåle", "Eg trudde": "Marta Kvåle"},
        ),
        (
            "da",
            (
                "Politiet har anholdt to mænd. Vicepolitiinspektør Bo Samson siger, "
                "at sagen er alvorlig.\n"
                "»Vi leder efter flere,« siger han til Ritzau.\n"
                "De to mænd nægter sig skyldige, oplyser deres advokat, Karin Holst."
            ),
            {"sagen er": "Bo Samson", "Vi leder": "Bo Samson", "De to mænd": "Karin Holst"},
        ),
        (
            "da",
            (
                "Radikales Sofie Krag og Venstres Jakob Lund er uenige.\n"
                "- Det er en fejl, siger Krag.\n"
                "- Det er nødvendigt, siger Lund."
            ),
            {"Det er en": "Sofie Krag"},
        ),
        (
            "sv",
            (
                "Skådespelaren Mona Malm får priset.\n"
                "– Jag är överväldigad, säger hon.\n"
                "Juryns ordförande Per Sand motiverar valet.\n"
                "– Hon är störst, säger ordföranden."
            ),
            {"Jag är": "Mona Malm", "Hon är": "Per Sand"},
        ),
        (
            "sv",
            (
                "Räddningsledare Ulf Berg är på plats.\n"
                "– Det brinner fortfarande, säger Berg till TT.\n"
                "Enligt räddningsledaren tar det hela natten."
            ),
            {"Det brinner": "Ulf Berg"},
        ),
        (
            "en",
            (
                "Sarah Miles, chief executive of Northway Rail, apologised on Monday.\n"
                "“We let people down,” she said. “It will not happen again.”\n"
                "A spokesperson for the union said members were furious.\n"
                "The company said trains would run on Tuesday."
            ),
            {"We let": "Sarah Miles", "It will": "Sarah Miles", "trains would": "Northway Rail"},
        ),
        (
            "en",
            (
                "Detective Inspector Karen Blake said the man was found at dawn.\n"
                "“He was cold but alive,” Blake said.\n"
                "His brother, Dean Foster, thanked the police.\n"
                "“We are so relieved,” he said."
            ),
            {"the man": "Karen Blake", "He was": "Karen Blake", "We are": "Dean Foster"},
        ),
        (
            "de",
            (
                "Innenminister Ralf Timm (CDU) verteidigte den Einsatz. "
                "Die Grünen-Politikerin Lena Stern kritisierte ihn scharf.\n"
                "„Es gab keine Alternative“, sagte der Minister.\n"
                "„Das ist falsch“, sagte Stern.\n"
                "Timm erklärte, dass die Polizei gut gearbeitet habe."
            ),
            {"Es gab": "Ralf Timm", "Das ist": "Lena Stern", "die Polizei": "Ralf Timm"},
        ),
        (
            "fr",
            (
                "Le ministre Paul Girard a reçu la sénatrice Anne Lefort mardi.\n"
                "« Nous avançons », a affirmé le ministre.\n"
                "« Trop lentement », a répondu Mme Lefort."
            ),
            {"Nous avançons": "Paul Girard", "Trop lentement": "Anne Lefort"},
        ),
        (
            "es",
            (
                "El ministro Luis Prado se reunió con la presidenta Carmen Ruiz.\n"
                "“Hay acuerdo”, ha dicho el ministro.\n"
                "“Falta mucho”, ha respondido Ruiz."
            ),
            {"Hay acuerdo": "Luis Prado", "Falta mucho": "Carmen Ruiz"},
        ),
        ("nn", ("Rektor Tora Vik tok ordet på bokmål.\n– Jeg er glad, sier hun."), {"Jeg er": "Tora Vik"}),
        (
            "nb",
            (
                "Regissør Mona Frost og skuespiller Ida Lund åpnet festivalen. "
                "Regissøren tok ordet først.\n"
                "– Velkommen, sa hun."
            ),
            {"Velkommen": "Mona Frost"},
        ),
        (
            "nb",
            (
                "Rektor Tora Vik fikk besøk. En lokal politiker tok ordet.\n"
                "– Jeg er imponert, sier en lokal politiker."
            ),
            {"Jeg er": "lokal politiker"},
        ),
        (
            "nb",
            (
                "= Bussen: – Jeg gråt på lageret\n"
                "Wenche Li kjører bokbuss.\n"
                "– Jeg gråt på lageret da telefonen kom, sier Li."
            ),
            {"Jeg gråt på lageret da": "Wenche Li"},
        ),
    ],
)
def test_each_quote_of_a_story_has_its_speaker(
    read: Read, language: str, text: str, speakers: dict[str, str | None]
) -> None:
    quotes = read(language, text)
    found = {
        words: next((q.speaker_name for q in quotes if text.startswith(words, q.start)), "no quote")
        for words in speakers
    }
    assert found == speakers
