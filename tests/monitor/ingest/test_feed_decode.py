"""From bytes to text, for feeds and pages alike."""

import codecs

import pytest

from monitor.ingest.decode import decode

TEXT = "<t>Перемирие — هدنة</t>"


@pytest.mark.parametrize("name", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides(name: str) -> None:
    marks = {
        "utf-8": codecs.BOM_UTF8,
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
        "utf-32-be": codecs.BOM_UTF32_BE,
    }
    assert decode(marks[name] + TEXT.encode(name), "text/xml; charset=koi8-r", "cp1252") == TEXT


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_known_without_a_mark(name: str) -> None:
    assert decode(TEXT.encode(name), "") == TEXT


def test_what_fits_utf_8_is_utf_8_whatever_is_declared() -> None:
    assert decode(TEXT.encode(), "text/xml; charset=iso-8859-1", "windows-1251") == TEXT


def test_the_document_is_believed_before_the_server() -> None:
    body = "перемирие".encode("cp1251")
    assert decode(body, "text/xml; charset=koi8-r", "windows-1251") == "перемирие"
    assert decode("перемирие".encode("koi8-r"), 'text/xml; charset="koi8-r"') == "перемирие"


def test_labels_mean_what_they_mean_on_the_web() -> None:
    assert decode(b"it\x92s", "", "iso-8859-1") == "it’s"
    assert decode("停火".encode("gb18030"), "", "gb2312") == "停火"


@pytest.mark.parametrize("label", ["utf-7", "hz", "unicode_escape", "base64", "no-such", "ünknown", "idna"])
def test_encodings_that_can_hide_markup_are_not_used(label: str) -> None:
    body = b"+ADwAIQ-ENTITY \\x3c ~{ \xe9"
    assert decode(body, f"text/xml; charset={label}", label) == "+ADwAIQ-ENTITY \\x3c ~{ é"


def test_bytes_that_fit_nothing_become_marks_and_raise_nothing() -> None:
    assert decode(b"\x81\xff a", "", "") == "\ufffdÿ a"
    assert decode(b"\xff\xff\xff", "", "gbk") == "\ufffd" * 3
