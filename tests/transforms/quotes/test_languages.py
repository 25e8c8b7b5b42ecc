from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We wait,” Nord said.", ["direct: We wait / said / Nord"]),
        ("“We wait,” said Nord.", ["direct: We wait / said / Nord"]),
        ('"We wait," said Kari Nord, chair of the group.', ["direct: We wait / said / Kari Nord"]),
        ("Nord said, “We wait a bit.”", ["direct: We wait a bit. / said / Nord"]),
        (
            "“We wait,” she said. “We have time.”",
            ["direct: We wait / said / she", "direct: We have time. / said / she"],
        ),
        (
            "“We wait,” said Nord, “and we have time.”",
            ["direct: We wait / said / Nord", "direct: and we have time. / said / Nord"],
        ),
        (
            "“We wait a bit here.\n“We have time,” he said.",
            ["direct: We wait a bit here. / - / -", "direct: We have time / said / he"],
        ),
        ("Nord told Reuters the road was closed.", ["indirect: the road was closed / told / Nord"]),
        ("According to Nord, the road is closed.", ["indirect: the road is closed / According to / Nord"]),
        ("The road is closed, police said.", ["indirect: The road is closed / said / police"]),
        ("On Monday, Nord said the road was closed.", ["indirect: the road was closed / said / Nord"]),
        (
            "The mayor, Kari Nord, said the road was closed.",
            ["indirect: the road was closed / said / Kari Nord"],
        ),
        ("Nord did not say that they waited.", []),
        ("The plan was called “a mess” by Nord.", ["partial: a mess / called / Nord"]),
        ("The company said in a statement it would wait.", ["indirect: it would wait / said / company"]),
        (
            "According to a report published on Friday, the road is closed.",
            ["indirect: the road is closed / According to / report"],
        ),
    ],
)
def test_english(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("en", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "„Wir warten hier.\nWir haben Zeit.\nEs geht“, sagte Nord.",
            [
                "direct: Wir warten hier. / - / -",
                "direct: Wir haben Zeit. / - / -",
                "direct: Es geht / sagte / Nord",
            ],
        ),
        (
            "Wie die Polizei mitteilte, ist die Straße gesperrt.",
            ["indirect: ist die Straße gesperrt / mitteilte / Polizei"],
        ),
        (
            "Laut Landesamt stammt das Wasser aus Kiel.",
            ["indirect: stammt das Wasser aus Kiel / Laut / Landesamt"],
        ),
        ("Nord sagte am Montag, man warte noch.", ["indirect: man warte noch / sagte / Nord"]),
        (
            "Kiel (dpa) – Die Straße ist gesperrt, sagte Nord.",
            ["indirect: Die Straße ist gesperrt / sagte / Nord"],
        ),
        ("„Wir warten“, sagte Nord.", ["direct: Wir warten / sagte / Nord"]),
        ("»Wir warten«, sagte Nord.", ["direct: Wir warten / sagte / Nord"]),
        ("„Wir warten“, so Nord.", ["direct: Wir warten / so / Nord"]),
        (
            "„Wir warten“, sagte der Sprecher. „Wir haben Zeit.“",
            ["direct: Wir warten / sagte / Sprecher", "direct: Wir haben Zeit. / sagte / Sprecher"],
        ),
        ("Nord sagte, dass sie warten.", ["indirect: sie warten / sagte / Nord"]),
        ("Nord sagte, die Lage sei ernst.", ["indirect: die Lage sei ernst / sagte / Nord"]),
        (
            "Nach Angaben der Polizei ist die Straße gesperrt.",
            ["indirect: ist die Straße gesperrt / Nach Angaben / Polizei"],
        ),
        (
            "Die Straße ist gesperrt, wie die Polizei mitteilte.",
            ["indirect: Die Straße ist gesperrt / mitteilte / Polizei"],
        ),
        (
            "Die Straße sei gesperrt, teilte die Polizei mit. Man müsse warten.",
            ["indirect: Die Straße sei gesperrt / teilte / Polizei", "indirect: Man müsse warten / - / -"],
        ),
        ("Nord sprach von einer „großen Chance“.", ["partial: großen Chance / sprach / Nord"]),
        (
            "„Wir warten“, heißt es in einer Mitteilung der Polizei.",
            ["direct: Wir warten / heißt / Mitteilung"],
        ),
    ],
)
def test_german(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("de", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Nous attendons », a déclaré Kari Nord.", ["direct: Nous attendons / déclaré / Kari Nord"]),
        (
            "« Nous attendons, s’est rappelé Nord, et nous avons le temps. »",
            ["direct: Nous attendons / rappelé / Nord", "direct: et nous avons le temps. / rappelé / Nord"],
        ),
        ("« Nous attendons », a-t-il dit.", ["direct: Nous attendons / dit / il"]),
        ("Nord a déclaré que la route était fermée.", ["indirect: la route était fermée / déclaré / Nord"]),
        ("Selon Nord, la route est fermée.", ["indirect: la route est fermée / Selon / Nord"]),
        ("Nord a parlé d’une « grande chance ».", ["partial: grande chance / parlé / Nord"]),
        (
            "« Nous attendons », a expliqué la maire, Kari Nord.",
            ["direct: Nous attendons / expliqué / Kari Nord"],
        ),
    ],
)
def test_french(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("fr", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Esperamos”, ha señalado Nord.", ["direct: Esperamos / señalado / Nord"]),
        ("“Esperamos”, aseguró.", ["direct: Esperamos / aseguró / -"]),
        ("Nord dijo que la carretera está cerrada.", ["indirect: la carretera está cerrada / dijo / Nord"]),
        (
            "La carretera está cerrada, según la policía.",
            ["indirect: La carretera está cerrada / según / policía"],
        ),
        ("Nord ha calificado el plan de “locura”.", ["partial: locura / calificado / Nord"]),
    ],
)
def test_spanish(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("es", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Aspettiamo", ha detto Kari Nord.', ["direct: Aspettiamo / detto / Kari Nord"]),
        (
            '"Aspettiamo - aggiunge Nord - e abbiamo tempo".',
            ["direct: Aspettiamo / aggiunge / Nord", "direct: e abbiamo tempo / aggiunge / Nord"],
        ),
        (
            '"Aspettiamo qui ancora un poco". Lo ha detto Kari Nord.',
            ["direct: Aspettiamo qui ancora un poco / detto / Kari Nord"],
        ),
        ("Secondo Nord, la strada è chiusa.", ["indirect: la strada è chiusa / Secondo / Nord"]),
    ],
)
def test_italian(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("it", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Esperamos aqui o dia todo" (Nord, candidato).', ["direct: Esperamos aqui o dia todo / - / Nord"]),
        ('"Esperamos", afirmou Nord.', ["direct: Esperamos / afirmou / Nord"]),
        ('"Esperamos", disse.', ["direct: Esperamos / disse / -"]),
        ("Segundo Nord, a estrada está fechada.", ["indirect: a estrada está fechada / Segundo / Nord"]),
    ],
)
def test_portuguese(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("pt", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Wij wachten”, aldus Nord.", ["direct: Wij wachten / aldus / Nord"]),
        ('"Wij wachten", klinkt het.', ["direct: Wij wachten / klinkt / -"]),
        ("Volgens Nord is de weg dicht.", ["indirect: is de weg dicht / Volgens / Nord"]),
        ("De politie laat weten dat de weg dicht is.", ["indirect: de weg dicht is / laat / politie"]),
    ],
)
def test_dutch(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("nl", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- Czekamy na decyzję - powiedziała Nord. - Mamy czas - dodała.",
            ["direct: Czekamy na decyzję / powiedziała / Nord", "direct: Mamy czas / dodała / -"],
        ),
        ("„Czekamy na decyzję”, powiedziała Nord.", ["direct: Czekamy na decyzję / powiedziała / Nord"]),
        ("- Czekamy - mówi rzecznik policji.", ["direct: Czekamy / mówi / rzecznik"]),
        (
            "Nord powiedziała, że droga jest zamknięta.",
            ["indirect: droga jest zamknięta / powiedziała / Nord"],
        ),
        ("Według Nord droga jest zamknięta.", ["indirect: droga jest zamknięta / Według / Nord"]),
        ("Nord nazwała plan „szaleństwem”.", ["partial: szaleństwem / nazwała / Nord"]),
        ("Film „Fiord” ma premierę.", []),
    ],
)
def test_polish(lines: Lines, text: str, expected: list[str]) -> None:
    assert lines("pl", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Me ootame siin kogu päeva," ütles Nord.', ["direct: Me ootame siin kogu päeva / - / -"]),
        ('Film "Fjord" on hea.', []),
    ],
)
def test_a_language_without_data_gives_whole_sentences_in_marks(
    lines: Lines, text: str, expected: list[str]
) -> None:
    assert lines("et", text) == expected
