"""The pages and what they are allowed to do."""

import json
import re

import pytest

from tests.office import START, URL, Browser, Office, make_inbox, open_office, told


def policy_of(answer) -> dict[str, list[str]]:
    parts = [part.split() for part in answer.headers["content-security-policy"].split(";")]
    return {part[0]: part[1:] for part in parts}


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/", "/chats", "/settings/inboxes/new", "/setup", "/sign-in", "/invite"])
async def test_every_address_of_the_console_is_its_document(office: Office, path: str):
    answer = await office.browser().page(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert 'src="/assets/console/main-a1b2c3.js"' in answer.text
    assert 'href="/assets/console/main-d4e5f6.css"' in answer.text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", answer.text)


@pytest.mark.asyncio
async def test_the_consoles_policy(office: Office):
    assert policy_of(await office.browser().page("/")) == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'", "wss://desk.test"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "require-trusted-types-for": ["'script'"],
    }


@pytest.mark.asyncio
async def test_a_program_that_asks_for_an_unknown_address_gets_no_page(office: Office):
    answer = await office.browser().page("/chats", Accept="application/json")

    assert answer.status_code == 404
    assert told(answer)["code"] == "not_found"


@pytest.mark.asyncio
async def test_without_a_front_end_the_page_says_what_to_do(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    async with open_office(tmp_path, static=empty) as office:
        answer = await office.browser().page("/")

    assert answer.status_code == 503
    assert "make run" in answer.text


# ── the script on customers' pages ────────────────────────────────────────────────────────────────────────────────


def settings_in(script: str) -> dict[str, object]:
    found = re.fullmatch(r"\(function\(\)\{var c=(.*);window\.seen=c\}\)\(\);\n", script)
    assert found is not None, script
    settings: dict[str, object] = json.loads(found[1])
    return settings


@pytest.mark.asyncio
async def test_the_loader_has_its_channels_settings(office: Office, owner: Browser):
    inbox = await make_inbox(owner)
    answer = await office.browser().page(f"/w/{inbox['id']}.js")

    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "set-cookie" not in answer.headers
    assert settings_in(answer.text) == {
        "channel": inbox["id"],
        "origin": URL,
        "state": "active",
        "name": "Northwind",
        "locale": "auto",
        "look": {
            "colour": "#00667a",
            "on_colour": "#ffffff",
            "side": "right",
            "label": "Chat",
            "greeting": "",
            "radius": 14,
            "theme": "auto",
        },
    }


@pytest.mark.asyncio
async def test_a_loader_that_is_known_is_not_sent_again_until_it_changes(office: Office, owner: Browser):
    inbox = await make_inbox(owner)
    browser = office.browser()
    etag = (await browser.page(f"/w/{inbox['id']}.js")).headers["etag"]

    assert (await browser.page(f"/w/{inbox['id']}.js", **{"If-None-Match": etag})).status_code == 304
    await owner.patch(f"/channels/{inbox['id']}", json={"look": {"side": "left"}})
    assert (await browser.page(f"/w/{inbox['id']}.js", **{"If-None-Match": etag})).status_code == 200


@pytest.mark.asyncio
async def test_a_text_cannot_leave_its_place_in_the_script(office: Office, owner: Browser):
    inbox = await make_inbox(owner)
    hostile = "</script><script>alert(1)</script>\u2028\u2029'\"`${1}\\"
    await owner.patch(f"/channels/{inbox['id']}", json={"look": {"greeting": hostile}})

    script = (await office.browser().page(f"/w/{inbox['id']}.js")).text

    assert not set("<>&\u2028\u2029") & set(script)
    look = settings_in(script)["look"]
    assert isinstance(look, dict)
    assert look["greeting"] == hostile


@pytest.mark.asyncio
async def test_a_widget_that_is_gone_or_never_was_is_one_script_that_shows_nothing(office: Office, owner: Browser):
    deleted = await make_inbox(owner)
    await owner.request("DELETE", f"/inboxes/{deleted['id']}", json={"name": "Shop"})
    browser = office.browser()

    answers = [await browser.page(f"/w/{channel}.js") for channel in (deleted["id"], "0" * 26, "x", "a" * 500)]

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert settings_in(answers[0].text)["state"] == "deactivated"


# ── the chat's frame ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.attack(49)
@pytest.mark.asyncio
async def test_the_frame_stands_on_allowed_sites_only(office: Office, owner: Browser):
    inbox = await make_inbox(owner)
    browser = office.browser()
    assert policy_of(await browser.page(f"/w/{inbox['id']}/frame"))["frame-ancestors"] == ["'self'"]

    sites = ["shop.example", "https://www.shop.example:8443"]
    await owner.patch(f"/channels/{inbox['id']}", json={"allowed_domains": sites})
    answer = await browser.page(f"/w/{inbox['id']}/frame")

    policy = policy_of(answer)
    assert policy["frame-ancestors"] == [
        "'self'",
        "https://shop.example",
        "http://shop.example",
        "https://www.shop.example:8443",
    ]
    assert policy["script-src"] == ["'self'"]
    assert policy["require-trusted-types-for"] == ["'script'"]
    assert "x-frame-options" not in answer.headers
    assert "set-cookie" not in answer.headers
    assert 'src="/assets/widget/main-a1b2c3.js"' in answer.text


@pytest.mark.asyncio
async def test_a_frame_of_a_widget_that_is_off_says_so_where_it_may_stand(office: Office, owner: Browser):
    inbox = await make_inbox(owner)
    await owner.patch(f"/channels/{inbox['id']}", json={"allowed_domains": ["shop.example"]})
    browser = office.browser()
    active = await browser.page(f"/w/{inbox['id']}/frame")

    await owner.request("DELETE", f"/inboxes/{inbox['id']}", json={"name": "Shop"})
    off = await browser.page(f"/w/{inbox['id']}/frame", Referer="https://shop.example/")

    assert off.text == active.text.replace('data-state="active"', 'data-state="deactivated"') != active.text
    assert policy_of(off) == policy_of(active)
    assert (await owner.get(f"/channels/{inbox['id']}")).json()["last_seen_at"] is None
    assert (await browser.page(f"/w/{'0' * 26}/frame")).status_code == 404


@pytest.mark.asyncio
async def test_where_the_widget_was_opened_is_remembered(office: Office, owner: Browser):
    inbox = await make_inbox(owner)
    await owner.patch(f"/channels/{inbox['id']}", json={"allowed_domains": ["shop.example"]})
    visitor = office.browser("198.51.100.1")

    for referer in ("https://evil.test/", "https://shop.example.evil.test/", "javascript:alert(1)", "https://[", ""):
        await visitor.page(f"/w/{inbox['id']}/frame", Referer=referer)
    assert (await owner.get(f"/channels/{inbox['id']}")).json()["last_seen_at"] is None

    await visitor.page(f"/w/{inbox['id']}/frame", Referer="https://shop.example/basket?secret=1")
    seen = (await owner.get(f"/channels/{inbox['id']}")).json()
    assert (seen["last_seen_at"], seen["last_seen_on"]) == (START, "https://shop.example")

    office.clock.advance(30_000)
    await visitor.page(f"/w/{inbox['id']}/frame", Referer="https://shop.example/")
    assert (await owner.get(f"/channels/{inbox['id']}")).json()["last_seen_at"] == START
    office.clock.advance(31_000)
    await visitor.page(f"/w/{inbox['id']}/frame", Referer="https://shop.example/")
    assert (await owner.get("/inboxes")).json()["inboxes"][0]["channel"]["last_seen_at"] == START + 61_000


# ── the shop to try it in ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.asyncio
async def test_the_shop_has_the_snippet_and_nothing_inline(office: Office, owner: Browser):
    inbox = await make_inbox(owner)
    browser = office.browser()
    answer = await browser.page(f"/try/{inbox['id']}")

    assert answer.status_code == 200
    assert f'<script async src="/w/{inbox["id"]}.js"></script>' in answer.text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", answer.text)
    assert policy_of(answer)["script-src"] == ["'self'"]
    for name in re.findall(r'"(/try-assets/[^"]+)"', answer.text):
        assert (await browser.page(name)).status_code == 200


@pytest.mark.asyncio
async def test_there_is_no_shop_for_a_widget_that_is_gone(office: Office, owner: Browser):
    inbox = await make_inbox(owner)
    await owner.request("DELETE", f"/inboxes/{inbox['id']}", json={"name": "Shop"})

    for channel in (inbox["id"], "0" * 26, "<script>"):
        assert (await office.browser().page(f"/try/{channel}")).status_code == 404
