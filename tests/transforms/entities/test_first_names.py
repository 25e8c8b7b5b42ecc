"""The tables of first names: one spelling once, one gender a language."""

from __future__ import annotations

import pytest

from transforms.entities.lexicon import entries, first_names
from transforms.languages import codes, section

TABLES = {code: table for code in codes() if (table := section(code, "entities").get("first_names"))}
# These are kept in the order in which they grew; a name that stands twice there does no harm.
GROWN = {"da", "de", "en", "nb", "sv"}


@pytest.mark.parametrize("code", TABLES)
@pytest.mark.parametrize("gender", ["female", "male"])
def test_names_have_a_capital(code: str, gender: str) -> None:
    assert [name for name in entries(TABLES[code], gender) if not name[0].isupper()] == []


@pytest.mark.parametrize("code", sorted(TABLES.keys() - GROWN))
@pytest.mark.parametrize("gender", ["female", "male"])
def test_a_table_has_a_name_once(code: str, gender: str) -> None:
    names = entries(TABLES[code], gender)
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("code", TABLES)
def test_a_table_has_a_name_under_one_gender(code: str) -> None:
    female, male = (set(entries(TABLES[code], gender)) for gender in ("female", "male"))
    assert sorted(female & male) == []


@pytest.mark.parametrize("name", ["Małgorzata", "Malgorzata", "Fatuma", "Thanh-Hoa", "Parisa", "Oleksandra"])
def test_women_of_many_origins_are_known(name: str) -> None:
    assert name in first_names().female - first_names().male


@pytest.mark.parametrize("name", ["Naveed", "Bogdan", "Faisal", "Volodymyr", "Sergei", "Sergej", "Jevgenij"])
def test_men_of_many_origins_are_known(name: str) -> None:
    assert name in first_names().male - first_names().female
