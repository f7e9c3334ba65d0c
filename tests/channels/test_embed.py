"""What is embedded in a customer's page."""

import json

from hypothesis import given
from hypothesis import strategies as st

from deskbell.channels.embed import as_loader, as_script_json, as_snippet, takes_settings
from deskbell.channels.model import Channel, Look

texts = st.text(max_size=60) | st.sampled_from(
    ["</script>", "<!--", "]]>", "\u2028", "\\", "${x}", "__DESKBELL_CONFIG__"]
)


def channel_with(look: Look) -> Channel:
    return Channel("0" * 26, "1" * 26, "0" * 26, "active", [], look, 0, None, "")


@given(texts, texts, texts, st.sampled_from("\"'`"))
def test_whatever_is_said_stays_json_inside_the_script(label: str, greeting: str, name: str, quote: str):
    source = f"(function(){{load({quote}__DESKBELL_CONFIG__{quote})}})()".encode()
    look = Look(launcher_label=label, greeting=greeting)

    script = as_loader(source, channel_with(look), origin="https://desk.test", name=name).decode()

    inside = script.removeprefix("(function(){load(").removesuffix(")})()")
    settings = json.loads(inside)
    assert (settings["look"]["label"], settings["look"]["greeting"], settings["name"]) == (label, greeting, name)
    assert not set(inside) & set("<>&\u2028\u2029")


@given(texts)
def test_the_escapes_are_json(text: str):
    assert json.loads(as_script_json(text)) == text


def test_a_loader_has_one_place_for_its_settings():
    assert takes_settings(b"load(`__DESKBELL_CONFIG__`)")
    assert not takes_settings(b"load(__DESKBELL_CONFIG__)")
    assert not takes_settings(b"load('__DESKBELL_CONFIG__','__DESKBELL_CONFIG__')")
    assert not takes_settings(b"load('__DESKBELL_CONFIG__\")")


def test_the_snippet():
    snippet = as_snippet("0" * 26, "https://desk.test")

    assert snippet == f'<script async src="https://desk.test/w/{"0" * 26}.js"></script>'
