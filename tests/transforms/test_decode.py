import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.documents import EncodingSource, Issue
from schemas.fates import Reason
from transforms.decode import Decoded, Hint, Rejection, decode
from transforms.view import WINDOWS_1252

NORWEGIAN = "Båten på øya ble trukket opp. – Vi så «flere» små hull, sier Kåre Sæther."


def decoded(data: bytes, encoding: str | None = None, language: str | None = None) -> Decoded:
    result = decode(data, Hint(encoding, language))
    assert isinstance(result, Decoded), result
    return result


def rejected(data: bytes) -> Rejection:
    result = decode(data, Hint())
    assert isinstance(result, Rejection), result
    return result


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_not_text(codec: str) -> None:
    result = decoded(NORWEGIAN.encode(codec))
    assert result.text == NORWEGIAN
    assert result.encoding == codec
    assert result.encoding_source is EncodingSource.BOM


def test_strict_utf8_comes_before_a_declared_encoding() -> None:
    result = decoded(NORWEGIAN.encode(), encoding="cp1252")
    assert (result.text, result.encoding) == (NORWEGIAN, "utf-8")
    assert result.encoding_source is EncodingSource.UTF8


def test_a_declared_encoding_is_believed() -> None:
    text = "Zażółć gęślą jaźń"
    result = decoded(text.encode("iso8859_2"), encoding="latin2")
    assert (result.text, result.encoding) == (text, "iso8859-2")
    assert result.encoding_source is EncodingSource.DECLARED


@pytest.mark.parametrize("declared", ["no-such-codec", "utf-8", "rot13"])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    assert decoded(NORWEGIAN.encode("cp1252"), encoding=declared).text == NORWEGIAN


@pytest.mark.parametrize(
    "text",
    [
        NORWEGIAN,
        "Tänään pääministeri sanoi, että tie on suljettu.",
        "Förra året sålde länet två båtar. ”Det är för dyrt”, säger Åsa Öberg.",
        "L’été dernier, la forêt a brûlé. « C’est grave », a déclaré Hélène.",
        "El año pasado, según la policía, ¿qué pasó? «No», dijo Muñoz.",
        "Die Straße ist gesperrt. „Schön“, sagt Jörg Größel.",
    ],
)
def test_western_text_without_a_mark_is_windows_1252(text: str) -> None:
    result = decoded(text.encode("cp1252"))
    assert (result.text, result.encoding) == (text, "cp1252")
    assert result.encoding_source is EncodingSource.DETECTED
    assert not result.issues


@pytest.mark.parametrize(
    ("text", "codec", "language"),
    [
        ("Wczoraj wójt gminy Żółkiew powiedział, że droga będzie zamknięta.", "cp1250", "pl"),
        ("Вчера глава города сказал, что дорога будет закрыта.", "cp1251", "ru"),
        ("Вчера глава города сказал, что дорога будет закрыта.", "koi8_r", "ru"),
        ("Täna õhtul ütles Jüri, et tee on suletud. Šokolaadi ei müüda.", "cp1257", "et"),
        ("Båten på øya ble trukket opp, sier Kåre.", "mac_roman", "nb"),
    ],
)
def test_the_language_prior_limits_the_candidates(text: str, codec: str, language: str) -> None:
    result = decoded(text.encode(codec), language=language)
    assert (result.text, result.encoding) == (text, codec)


def test_an_unusual_encoding_without_a_prior_is_flagged() -> None:
    result = decoded("Båten på øya ble trukket opp, sier Kåre.".encode("mac_roman"))
    assert result.text.startswith("Båten på øya")
    assert Issue.ENCODING_GUESSED in result.issues


def test_windows_1252_as_the_last_resort_is_flagged_and_loses_no_byte() -> None:
    data = b"a\xff\xff b\x81 c\x8d\xff d\x9d e\xfd\xff"
    result = decoded(data, language="ja")
    assert (result.encoding, result.encoding_source) == ("cp1252", EncodingSource.FALLBACK)
    assert Issue.ENCODING_GUESSED in result.issues
    assert bytes(WINDOWS_1252.index(char) for char in result.text) == data


def test_a_cut_utf8_file_stays_utf8() -> None:
    data = ("På øya blåser det kaldt. " * 9).encode() + b"\xc3"
    result = decoded(data)
    assert result.encoding == "utf-8"
    assert result.text.startswith("På øya")
    assert Issue.ENCODING_DAMAGED in result.issues


@pytest.mark.parametrize("data", [b"", b" \n\r\n\t ", b"\xef\xbb\xbf", "\ufeff\n".encode("utf-16-le")])
def test_nothing_but_blanks_is_rejected_as_empty(data: bytes) -> None:
    assert rejected(data).reason is Reason.EMPTY


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 text", b"\x89PNG\r\n", b"PK\x03\x04abc", b"ab\x00\x01\x02cd" * 40]
)
def test_what_is_no_text_is_rejected_as_binary(data: bytes) -> None:
    assert rejected(data).reason is Reason.BINARY


def test_one_stray_control_character_in_an_article_is_text() -> None:
    assert decoded(("Et vanlig avsnitt om vær og vind. " * 9 + "\x01").encode()).text


def test_mostly_destroyed_text_is_rejected_with_advice() -> None:
    rejection = rejected(("B?ten p? ?ya bl?ser bort i vinden. " * 5).encode())
    assert rejection.reason is Reason.DESTROYED
    assert Reason.DESTROYED.remedy in rejection.detail


def test_a_few_lost_letters_are_flagged() -> None:
    result = decoded(("Et vanlig avsnitt om sol og vind. " * 9 + "B?ten kom.").encode())
    assert result.issues == {Issue.LETTERS_LOST}


@pytest.mark.parametrize(
    "text", ["Hva nå? sa hun.", "Er det slutt?Nei!", "Se https://x.example/a?id=3&b?c=d", "Hva?! – Ja."]
)
def test_question_marks_that_ask_are_no_lost_letters(text: str) -> None:
    assert Issue.LETTERS_LOST not in decoded(text.encode()).issues


@pytest.mark.parametrize("text", ["BlÃ¥bÃ¦r pÃ¥ Ã¸ya", "Hun sa &quot;ja&quot; til det", "Han sa â€“ ja"])
def test_damage_is_flagged_and_stays(text: str) -> None:
    result = decoded(text.encode())
    assert result.text == text
    assert result.issues == {Issue.ENCODING_DAMAGED}


@settings(max_examples=150)
@given(
    st.binary(max_size=300),
    st.sampled_from([None, "cp1252", "utf-16", "bogus"]),
    st.sampled_from([None, "nb", "pl", "ja"]),
)
def test_any_bytes_are_a_text_or_a_rejection(data: bytes, encoding: str | None, language: str | None) -> None:
    result = decode(data, Hint(encoding, language))
    if isinstance(result, Decoded):
        assert result.text.strip()
        result.text.encode("utf-8")  # no lone surrogate reaches the files
    else:
        assert result.detail.endswith(".")
