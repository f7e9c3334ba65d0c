"""What settings may be: what is let through is in bounds, what is not says why."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.kit import rules


@given(st.integers() | st.text() | st.booleans() | st.none() | st.lists(st.integers()) | st.floats())
def test_whatever_is_let_through_as_a_number_is_one_within_bounds(value):
    try:
        number = rules.whole_number(-5, 65_535).parse(value)
    except ValueError:
        assert not (isinstance(value, int) and not isinstance(value, bool) and -5 <= value <= 65_535)
        return
    assert type(number) is int
    assert -5 <= number <= 65_535
    assert int(value) == number


@given(st.text() | st.integers() | st.none() | st.lists(st.text()))
@pytest.mark.parametrize(
    "rule",
    [rules.host(), rules.web_origin(), rules.networks(), rules.folder(), rules.one_of("a", "b"), rules.mail_server()],
)
def test_a_rule_answers_or_refuses_and_nothing_else(rule, value):
    with suppress(ValueError):
        rule.parse(value)


@pytest.mark.parametrize("value", ["8080", 8080])
def test_numbers(value):
    assert rules.whole_number(1, 65_535).parse(value) == 8_080


@pytest.mark.parametrize("value", ["", "80a", "8.5", "１２", "0x1f", "1_000", True, None, 8.0, "9" * 5_000])
def test_no_numbers(value):
    with pytest.raises(ValueError, match="is not a whole number"):
        rules.whole_number(1, 65_535).parse(value)


@pytest.mark.parametrize(
    ("value", "origin"),
    [
        ("https://chat.example.com", "https://chat.example.com"),
        ("https://Chat.Example.com/", "https://chat.example.com"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_origins(value, origin):
    assert rules.web_origin().parse(value) == origin


@pytest.mark.parametrize(
    "value",
    [
        "chat.example.com",
        "ftp://example.com",
        "https://",
        "https://example.com/path",
        "https://example.com?x",
        "https://user@example.com",
        "https://example.com:99999",
        "https://example.com:x",
        "javascript:alert(1)",
        "https://exa mple.com",
        5,
    ],
)
def test_no_origins(value):
    with pytest.raises(ValueError):  # noqa: PT011 - each says something else
        rules.web_origin().parse(value)


def test_networks_as_text_and_as_a_list():
    assert rules.networks().parse("10.0.0.0/8, ::1") == ("10.0.0.0/8", "::1/128")
    assert rules.networks().parse(["127.0.0.1"]) == ("127.0.0.1/32",)
    with pytest.raises(ValueError, match="names 'x', which is no network"):
        rules.networks().parse("10.0.0.0/8,x")


def test_words():
    assert rules.one_of("debug", "info").parse(" INFO ") == "info"
    with pytest.raises(ValueError, match="is none of them"):
        rules.one_of("debug", "info").parse("loud")


def test_folders_are_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert rules.folder().parse("data") == tmp_path / "data"
    for wrong in ("~nobody-of-that-name/data", "a\0b"):
        with pytest.raises(ValueError, match=r"has a character|names a home"):
            rules.folder().parse(wrong)


@pytest.mark.parametrize(
    "value",
    [
        "smtp://mail.example.com",
        "smtp://desk:secret@mail.example.com:587",
        "smtps://desk%40example.com:p%2Fss%40@mail.example.com/",
        "smtp+plain://127.0.0.1:25",
    ],
)
def test_mail_servers(value):
    assert rules.mail_server().parse(value) == value.rstrip("/")


@pytest.mark.parametrize(
    "value",
    [
        "mail.example.com",
        "http://mail.example.com",
        "smtp://",
        "smtp://mail.example.com:0",
        "smtp://mail.example.com:99999",
        "smtp://mail.example.com/path",
        "smtp://mail.example.com?tls=no",
        "smtp://desk@mail.example.com",
        # Half of the password would be shown as the name of the server.
        "smtp://desk@example.com:secret@mail.example.com",
        "smtp://desk:se@cret@mail.example.com",
    ],
)
def test_no_mail_servers(value):
    with pytest.raises(ValueError, match=r"is no|has|Port"):
        rules.mail_server().parse(value)


@pytest.mark.parametrize("value", ["desk@example.com", "Northwind <desk@example.com>", "Café Olé <a.b+c@x-y.example>"])
def test_senders(value):
    assert rules.mail_address().parse(value) == value


@pytest.mark.parametrize(
    "value",
    [
        "desk",
        "desk@",
        "@example.com",
        "a b@x.example",
        "<desk@x.example",
        "a@x.example\r\nBcc: b@x.example",
        "a@b <c@d>",
    ],
)
def test_no_senders(value):
    with pytest.raises(ValueError, match="is no"):
        rules.mail_address().parse(value)
