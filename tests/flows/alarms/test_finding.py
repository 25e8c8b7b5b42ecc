from __future__ import annotations

from flows.alarms.finding import Finding, Level, Scope, distinct, sentences

_ALL, _NRK, _NN = Scope(), Scope("nrk"), Scope(None, "nn")
_NRK_NN, _NRK_NB = Scope("nrk", "nn"), Scope("nrk", "nb")


def _finding(scope: Scope, level: Level = Level.FAIL, *, whole: bool = False) -> Finding:
    return Finding(level, "volume", scope, str(scope), whole)


def _kept(*found: Finding) -> list[Scope]:
    return [one.scope for one in distinct(found)]


def test_a_scope_holds_its_parts() -> None:
    assert _ALL.holds(_NRK_NN)
    assert _NRK.holds(_NRK_NN)
    assert _NN.holds(_NRK_NN)
    assert not _NRK.holds(_NN)
    assert not _NRK_NN.holds(_NRK)


def test_a_silent_source_is_told_once_not_by_language() -> None:
    assert _kept(_finding(_NRK_NN, whole=True), _finding(_NRK, whole=True)) == [_NRK]


def test_a_language_that_shrank_says_more_than_its_source() -> None:
    assert _kept(_finding(_NRK), _finding(_NRK_NN)) == [_NRK_NN]


def test_a_source_and_a_language_are_no_parts_of_each_other() -> None:
    assert set(_kept(_finding(_NN, whole=True), _finding(_NRK, whole=True))) == {_NN, _NRK}


def test_no_warning_of_a_part_hides_an_alarm() -> None:
    assert _kept(_finding(_NRK_NB, Level.WARN), _finding(_NRK)) == [_NRK]


def test_measures_do_not_hide_each_other() -> None:
    other = Finding(Level.FAIL, "und", _NRK, "und")
    assert len(distinct([_finding(_NRK), other])) == 2


def test_of_a_hundred_folders_five_are_named() -> None:
    found = [_finding(Scope(f"{number:03d}")) for number in range(100)]
    told = sentences(found, Level.FAIL)
    assert told == ["000", "001", "002", "003", "004", "The same in 95 more folders or languages."]
    assert sentences(found, Level.WARN) == []


def test_names_of_folders_are_shown_without_control_characters() -> None:
    assert str(Scope("a\x1b[31mb\u202e", "nb")) == "a\\x1b[31mb\\u202e, nb"
    assert str(Scope(".")) == "the raw root"
