"""Our own address, and which hosts and origins are ours."""

import pytest

from deskbell.settings import Settings
from deskbell.web.addresses import find_address


def test_a_public_address_is_the_only_one():
    address = find_address(Settings(public_url="https://chat.example"))

    assert address.secure
    assert address.knows_host("chat.example")
    assert address.knows_host("CHAT.example")
    assert not address.knows_host("chat.example:8080")
    assert address.knows_origin("https://chat.example", "chat.example")
    assert not address.knows_origin("https://Chat.example", "chat.example")
    assert not address.knows_origin("http://chat.example", "chat.example")
    assert address.url_for("anything") == "https://chat.example"


@pytest.mark.parametrize(
    ("public_url", "host"),
    [
        ("https://chat.example:8443", "chat.example:8443"),
        ("https://chat.example:443", "chat.example"),
        ("http://chat.example:80", "chat.example"),
        ("http://[2001:db8::1]:8080", "[2001:db8::1]:8080"),
    ],
)
def test_a_port_is_said_where_browsers_say_it(public_url: str, host: str):
    address = find_address(Settings(public_url=public_url))

    assert address.knows_host(host)
    assert address.url.endswith(f"://{host}")


@pytest.mark.parametrize("bound", ["127.0.0.1", "0.0.0.0", "::1"])  # noqa: S104
def test_without_a_public_address_this_machine_knows_its_own_names(bound: str):
    address = find_address(Settings(host=bound, port=8080))

    for host in ("localhost:8080", "127.0.0.1:8080", "[::1]:8080", "localhost:9000"):
        assert address.knows_host(host)
        assert address.knows_origin(f"http://{host}", host)
        assert address.url_for(host) == f"http://{host}"
    for host in ("chat.example:8080", "localhost.evil.test", "evil-localhost:8080", ""):
        assert not address.knows_host(host)
    assert not address.knows_origin("http://localhost:9000", "localhost:8080")
    assert not address.secure


def test_a_machine_bound_to_one_address_answers_to_it():
    address = find_address(Settings(host="192.0.2.10", port=8080))

    assert address.knows_host("192.0.2.10:8080")
    assert not address.knows_host("192.0.2.11:8080")
