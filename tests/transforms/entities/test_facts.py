"""Roles and parties of persons: what the text states, in base form, on every mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from schemas.entities import Label
from transforms.entities.lexicon import lexicon
from transforms.entities.roles import base_form, is_role

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.entities import Mention

    Find = Callable[[str, str], tuple[Mention, ...]]


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("nb", "Her er rektor Kari Nord.", "rektor"),
        ("nb", "Seksjonssjef Kari Nord kom.", "seksjonssjef"),
        ("nb", "Her er treneren Kari Nord.", "trener"),
        ("nb", "Her er daglig leder Kari Nord.", "daglig leder"),
        ("nb", "Klima- og miljøminister Kari Nord kom.", "klima- og miljøminister"),
        ("nb", "Statsråd for fiskeri Kari Nord kom.", "statsråd"),
        ("nb", "Her er Sp-leder Kari Nord.", "Sp-leder"),
        ("nb", "Her er Kari Nord, leder i Nordlaget.", "leder"),
        ("nb", "Her er Kari Nord (34), daglig leder i Nordlaget.", "daglig leder"),
        ("nb", "Her er Kari Nord, som er ordfører i Vik.", "ordfører"),
        ("nb", "Kari Nord (Sp) har vært ordfører i ti år.", "ordfører"),
        ("nb", "Lederen i laget, Kari Nord, kom.", "leder"),
        ("nb", "Her er Kari Nord, som er utdannet elektriker.", None),
        ("nb", "Her er Kari Nord. Lederen kom senere.", None),
        ("nb", "Da kom Kari Nord og en lærer.", None),
        ("nn", "Her er seniorrådgivar Kari Nord.", "seniorrådgivar"),
        ("nn", "Her er Kari Nord, dagleg leiar i Nordlaget.", "dagleg leiar"),
        ("da", "Her er borgmester Mette Nord.", "borgmester"),
        ("da", "Her er Mette Nord, der er formand i foreningen.", "formand"),
        ("sv", "Då kom målvakten Joel Ek.", "målvakt"),
        ("sv", "Enligt länsordföranden Eva Ek regnar det.", "länsordförande"),
        ("en", "It was harbour master Tom Reed.", "harbour master"),
        ("en", "It was Ann Reed, head of research at the trust.", "head of research"),
        ("en", "Its chief executive, Raymond Reed, left.", "chief executive"),
        ("en", "It was Ann Reed, a marine biologist at the trust.", "marine biologist"),
        ("de", "Da kam Umweltministerin Karin Voss.", "Umweltministerin"),
        ("fr", "Ici Julie Roche, directrice du musée.", "directrice"),
        ("es", "Ha venido el patrón mayor, Daniel Soto.", "patrón mayor"),
    ],
)
def test_a_role_in_its_base_form(find: Find, language: str, text: str, role: str | None) -> None:
    persons = [m for m in find(language, text) if m.label is Label.PER]
    assert [m.role for m in persons] == [role]


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("nb", "Her er Kari Nord (Ap).", "Ap"),
        ("nb", "Her er Kari Nord (Ap, 34).", "Ap"),
        ("nb", "Da kom Høyres Kari Nord.", "Høyre"),
        ("nb", "Da kom Høyres gruppeleder Kari Nord.", "Høyre"),
        ("nb", "Gruppeleder Kari Nord i Rødt kom.", "Rødt"),
        ("nb", "Her er Kari Nord (34).", None),
        ("nb", "Her er Kari Nord. Høyre tapte.", None),
        ("da", "Her er Mette Nord (V).", "V"),
        ("sv", "Här är Eva Lind (M).", "M"),
        ("de", "Da kam Karin Voss (SPD).", "SPD"),
    ],
)
def test_a_party(find: Find, language: str, text: str, party: str | None) -> None:
    persons = [m for m in find(language, text) if m.label is Label.PER]
    assert [m.party for m in persons] == [party]


def test_role_and_party_are_on_every_mention(find: Find) -> None:
    mentions = find("nb", "Da kom Kari Nord. Ordfører Kari Nord (Sp) smilte. Nord gikk.")
    facts = [(m.role, m.party) for m in mentions if m.label is Label.PER]
    assert facts == [("ordfører", "Sp")] * 3


@pytest.mark.parametrize(
    ("language", "word", "base"),
    [
        ("nb", "rektor", "rektor"),
        ("nb", "seksjonssjefen", "seksjonssjef"),
        ("nb", "forskeren", "forsker"),
        ("nb", "hytta", None),
        ("nn", "leiaren", "leiar"),
        ("da", "formanden", "formand"),
        ("sv", "ordföranden", "ordförande"),
        ("en", "councillor", "councillor"),
        ("xx", "rektor", None),
    ],
)
def test_a_definite_form_leads_to_its_role(language: str, word: str, base: str | None) -> None:
    assert base_form(word, language) == base


def test_a_compound_ends_in_its_role() -> None:
    assert is_role("kommunaldirektør", lexicon("nb"))
    assert not is_role("direktørbil", lexicon("nb"))
