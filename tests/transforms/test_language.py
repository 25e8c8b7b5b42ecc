from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path

import langdetect
import langdetect_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.documents import Issue
from schemas.segments import SegmentKind
from transforms import langdetector
from transforms.evidence import COUNTED
from transforms.language import FLOOR, UNKNOWN, Detection, detect
from transforms.segments import Segment

HERE = Path(__file__).parent
TEXTS = tomllib.loads((HERE / "languages.toml").read_text(encoding="utf-8"))
GOLD = HERE.parents[2] / "shared" / "gold"

BOKMAAL_QUOTE = (
    "– Vi visste ikke noe om dette før i går, og jeg er veldig skuffet over hvordan det ble gjort, sier hun."
)
NYNORSK_REPORT = (
    "Heradsstyret vedtok samrøystes måndag kveld at skulen ikkje skal leggjast ned, men dei vil sjå på han "
    "på nytt til hausten. Det kom fleire hundre fram til møtet."
)


def page(*paragraphs: str, kind: SegmentKind = SegmentKind.PARAGRAPH) -> tuple[str, list[Segment]]:
    text, segments = "", []
    for paragraph in paragraphs:
        segments.append(Segment(kind, len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    return text, segments


def read(*paragraphs: str, prior: str | None = None, kind: SegmentKind = SegmentKind.PARAGRAPH) -> Detection:
    return detect(*page(*paragraphs, kind=kind), prior)


def languages(detection: Detection) -> list[str | None]:
    return [segment.language for segment in detection.segments]


@pytest.mark.parametrize(("code", "text"), TEXTS.items(), ids=TEXTS)
def test_every_language_is_told(code: str, text: str) -> None:
    detection = read(text)
    assert detection.language == code
    assert languages(detection) == [code]
    assert not detection.issues


@pytest.mark.parametrize(("code", "label"), [("nn", "no"), ("is", "no"), ("fo", "no"), ("se", "et")])
def test_the_label_stays_langdetects_own(code: str, label: str) -> None:
    detection = read(TEXTS[code])
    assert (detection.language, detection.label) == (code, label)


@pytest.mark.parametrize(
    "text",
    [
        "Ordføreren åpnet den nye brua i går.",
        "Jeg vet ikke hva som skjedde, sier hun.",
        "Hun fikk ikke være med på turen, men det gikk bra etterpå.",
        "Det ble etter hvert klart at ingen hadde sett noe.",
    ],
)
def test_short_bokmaal_is_bokmaal_or_open_but_never_danish(text: str) -> None:
    assert read(text).language in {"nb", UNKNOWN}


@pytest.mark.parametrize(
    "text",
    [
        "Jeg ved ikke, hvad der skete efter ulykken, siger hun.",
        "Hun blev meget glad, da hun fik sine penge tilbage efter tre uger.",
        "Det blev efterhånden klart, at ingen havde set noget, og at de måtte gå hjem.",
    ],
)
def test_short_danish_is_danish(text: str) -> None:
    assert read(text).language == "da"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Gode og trygge veier skal bygges i alle fylker, sier statsråden. Bilene må vike.", "nb"),
        ("Trygge vegar skal byggjast i alle fylke. Bilane må vike.", "nn"),
        ("Gode og trygge veje skal bygges i alle kommuner. Bilerne må vige.", "da"),
        ("Goda och trygga vägar ska byggas i alla kommuner. Bilarna måste vika.", "sv"),
    ],
)
def test_a_few_sentences_of_shared_words_are_told_by_all_of_them(text: str, code: str) -> None:
    assert read(text).language == code


@pytest.mark.parametrize("text", ["Ein Nachbar hatte geklagt.", "Kinderen hopen op een derde.", "Luftslott."])
def test_without_a_scandinavian_function_word_a_short_text_stays_open(text: str) -> None:
    assert read(text).language == UNKNOWN


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Eg veit ikkje kva som hende, seier ho.", "nn"),
        ("Jeg vet ikke hva som hendte, sier hun.", "nb"),
        ("Kommunane får meir pengar frå staten.", "nn"),
        ("Kommunene får mer penger fra staten.", "nb"),
        ("Reiarlaget seier opp fleire tilsette.", "nn"),
        ("Rederiet sier opp flere ansatte.", "nb"),
    ],
)
def test_a_sentence_of_declared_norwegian_has_a_form(text: str, code: str) -> None:
    assert read(text, prior="no").language == code


@pytest.mark.parametrize(
    "text", ["", "  ", "Oslo", "123 456", "Stabæk – Brann 3–1", "– –– –", "😀" * 80, "Per Nord, Kari Nes"]
)
def test_too_little_text_is_no_guess(text: str) -> None:
    detection = read(text)
    assert detection.language == UNKNOWN
    assert detection.issues == {Issue.LANGUAGE_UNSURE}


@pytest.mark.parametrize("code", ["nb", "nn", "se", "sv"])
@pytest.mark.parametrize("paragraphs", [1, 9])
def test_a_text_longer_than_a_lane_counts_is_in_the_language_of_its_beginning(
    code: str, paragraphs: int
) -> None:
    whole = " ".join([TEXTS[code]] * (2 * COUNTED // len(TEXTS[code].split())))
    detection = read(*[whole] * paragraphs)
    assert detection.language == code
    assert set(languages(detection)) == {code}


@pytest.mark.parametrize("blank", ["\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"])
def test_a_no_break_space_parts_words(blank: str) -> None:
    heading = NYNORSK_REPORT.replace(" ", blank)
    assert languages(read(TEXTS["da"], heading)) == ["da", "nn"]


def test_no_segments_at_all() -> None:
    assert detect("", (), None) == Detection(UNKNOWN, None, None, (), frozenset({Issue.LANGUAGE_UNSURE}))


def test_a_declared_language_decides_where_the_text_does_not() -> None:
    assert read("Oslo fredag", prior="nn").language == "nn"


def test_a_declared_language_does_not_overrule_the_text() -> None:
    assert read(TEXTS["sv"], prior="nb").language == "sv"


def test_langdetect_is_not_asked_about_a_line() -> None:
    detection = read("Saken oppdateres.")
    assert (detection.label, detection.probability) == (None, None)


def test_an_unsure_label_is_believed_where_the_words_agree() -> None:
    text = "The people of Haugesund did not get an answer, said Ingrid Solbakken of Nordfjord."
    detection = read(text)
    assert detection.label == "en"
    assert detection.probability is not None
    assert detection.probability < FLOOR
    assert detection.language == "en"


def test_probability_has_four_places() -> None:
    probability = read(TEXTS["se"]).probability
    assert probability is not None
    assert probability == round(probability, 4)


def test_without_prose_the_headline_is_read() -> None:
    detection = read("Jeg vet ikke hva jeg skal si etter dette", kind=SegmentKind.HEADLINE)
    assert (detection.language, detection.label) == ("nb", None)


def test_furniture_has_no_say() -> None:
    text, prose = page(TEXTS["nb"])
    notice = "By using this site you agree to the terms that are set out in our policy. " * 20
    furniture = Segment(SegmentKind.FURNITURE, len(text), len(text) + len(notice))
    detection = detect(text + notice, [*prose, furniture], None)
    assert detection.language == "nb"
    assert not detection.issues
    assert languages(detection) == ["nb", "en"]


def test_a_nynorsk_article_with_bokmaal_quotes_is_nynorsk_and_mixed() -> None:
    detection = read(NYNORSK_REPORT, BOKMAAL_QUOTE, BOKMAAL_QUOTE, BOKMAAL_QUOTE)
    assert detection.language == "nn"
    assert detection.issues == {Issue.MIXED_LANGUAGE}
    assert languages(detection) == ["nn", "nb", "nb", "nb"]


def test_a_teaser_in_another_language_flips_nothing() -> None:
    detection = read(*[TEXTS["nb"]] * 3, "What you need to know about the strike")
    assert detection.language == "nb"
    assert not detection.issues
    assert languages(detection)[-1] == "en"


def test_a_paragraph_in_another_language_is_kept_and_flagged() -> None:
    detection = read(*[TEXTS["nb"]] * 2, TEXTS["en"])
    assert detection.language == "nb"
    assert detection.issues == {Issue.MIXED_LANGUAGE}
    assert languages(detection) == ["nb", "nb", "en"]


@pytest.mark.parametrize("code", ["de", "ru", "et", "is"])
def test_a_poem_in_a_norwegian_article_keeps_its_language(code: str) -> None:
    assert languages(read(*[TEXTS["nb"]] * 4, TEXTS[code]))[-1] == code


def test_a_list_of_names_is_in_no_language() -> None:
    surnames = ("Nord", "Vik", "Lund", "Aas")
    names = ", ".join(f"{first} {last}" for first in ("Ola", "Kari", "Nils", "Berit") for last in surnames)
    assert languages(read(TEXTS["nb"], f"Rosenborg: {names}."))[-1] is None


def test_icelandic_without_function_words_is_not_taken_for_another() -> None:
    text = "Guðmundur Þórðarson skipstjóri keypti fjörutíu tonna fiskibát síðastliðinn fimmtudag."
    assert read(text).language in {"is", UNKNOWN}


def test_the_answer_does_not_depend_on_what_was_asked_before() -> None:
    first = {code: read(text) for code, text in TEXTS.items()}
    again = {code: read(TEXTS[code]) for code in reversed(TEXTS)}
    assert first == again


def test_a_seed_set_elsewhere_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = read(TEXTS["se"])
    monkeypatch.setattr(langdetect_rs.DetectorFactory, "seed", 7)
    monkeypatch.setattr(langdetect.DetectorFactory, "seed", 7)
    assert read(TEXTS["se"]) == before


def sample_texts() -> Iterable[str]:
    yield from TEXTS.values()
    yield from (text[: len(text) // 3] for text in TEXTS.values())
    for path in sorted((HERE.parents[1] / "data" / "raw").rglob("*.txt")):
        yield path.read_bytes().decode("utf-8", errors="replace")


def test_the_rust_engine_equals_langdetect(monkeypatch: pytest.MonkeyPatch) -> None:
    rust = [langdetector.ask(text) for text in sample_texts()]
    monkeypatch.setattr(langdetector, "engine", langdetect)
    assert [langdetector.ask(text) for text in sample_texts()] == rust


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=5), st.sampled_from([None, "nb", "no", "xx"]))
def test_any_text_gets_a_language_and_keeps_its_segments(paragraphs: list[str], prior: str | None) -> None:
    text, segments = page(*paragraphs)
    detection = detect(text, segments, prior)
    assert detection.language
    assert (Issue.LANGUAGE_UNSURE in detection.issues) == (detection.language == UNKNOWN)
    assert [segment._replace(language=None) for segment in detection.segments] == segments


@pytest.mark.skipif(not GOLD.exists(), reason="the annotated articles are not part of this repository")
@pytest.mark.parametrize("name", ["articles", "seed"])
def test_annotated_articles(name: str) -> None:
    for line in (GOLD / name / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        segments = [Segment(SegmentKind(s["kind"]), s["start"], s["end"]) for s in gold["segments"]]
        detection = detect(gold["text"], segments, None)
        assert (gold["id"], detection.language) == (gold["id"], gold["language"])
        assert not detection.issues
