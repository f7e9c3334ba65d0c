"""The sites on which a widget may be shown."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskbell.channels.domains import as_domain, as_sources, find_origin, is_allowed


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("shop.example", "shop.example"),
        (" Shop.Example/ ", "shop.example"),
        ("https://shop.example", "https://shop.example"),
        ("HTTPS://shop.example:8443/", "https://shop.example:8443"),
        ("shop.example:08080", "shop.example:8080"),
        ("localhost:3000", "localhost:3000"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]:3000", "[::1]:3000"),
        ("büro.example", "xn--bro-hoa.example"),
        ("xn--bro-hoa.example", "xn--bro-hoa.example"),
        ("under_score.example", "under_score.example"),
    ],
)
def test_a_site_has_one_spelling(written: str, spelt: str):
    assert as_domain(written) == spelt
    assert as_domain(spelt) == spelt


@pytest.mark.attack(18)
@pytest.mark.parametrize(
    "written",
    [
        "",
        "*",
        "*.shop.example",
        "https://*.shop.example",
        "shop.example/path",
        "shop.example?x",
        "shop.example#x",
        "user@shop.example",
        "https://user:pass@shop.example",
        "ftp://shop.example",
        "javascript://shop.example",
        "://shop.example",
        "https://https://shop.example",
        "shop.example:0",
        "shop.example:65536",
        "shop.example:port",
        "shop..example",
        ".shop.example",
        "shop.example.",
        "-shop.example",
        "shop example",
        "shop.example; script-src *",
        "shop.example 'unsafe-inline'",
        "shop.example\r\nSet-Cookie: x=y",
        "'self'",
        "a" * 64 + ".example",
        "a." * 130 + "example",
        "\u202eshop.example",
    ],
)
def test_what_is_no_site_is_refused(written: str):
    assert as_domain(written) is None


@given(st.text(alphabet=string.printable + "ü☃\u202e", max_size=40))
def test_nothing_that_ends_a_directive_gets_through(written: str):
    spelt = as_domain(written)

    if spelt is not None:
        assert not set(spelt) & set(" ;,'\"*\r\n\t/\\").difference("/" if "://" in spelt else "")
        assert spelt.isascii()
        assert as_domain(spelt) == spelt


def test_a_site_without_a_scheme_means_both():
    assert as_sources("shop.example") == ["https://shop.example", "http://shop.example"]
    assert as_sources("https://shop.example") == ["https://shop.example"]


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://shop.example/basket?x=1#y", "https://shop.example"),
        ("https://SHOP.example:443/", "https://shop.example"),
        ("http://shop.example:8080/", "http://shop.example:8080"),
        ("http://[::1]:3000/", "http://[::1]:3000"),
        ("", None),
        ("about:blank", None),
        ("file:///etc/passwd", None),
        ("https://[", None),
        ("https://shop.example:99999/", None),
    ],
)
def test_the_origin_of_an_address(address: str, origin: str | None):
    assert find_origin(address) == origin


@pytest.mark.attack(18)
def test_an_origin_is_allowed_exactly_or_not():
    domains = ["shop.example", "https://www.shop.example:8443"]

    for origin in ("https://shop.example", "http://shop.example", "https://www.shop.example:8443"):
        assert is_allowed(origin, domains)
    for origin in (
        "https://evil.shop.example",
        "https://shop.example.evil.test",
        "https://shop.example:8443",
        "https://www.shop.example",
        "http://www.shop.example:8443",
        "null",
    ):
        assert not is_allowed(origin, domains)
