"""Widgets: their sites, their look, their switch."""

import pytest

from tests.office import URL, Browser, Office, make_inbox, told


async def id_of(browser: Browser) -> str:
    member: str = (await browser.get("/session")).json()["member"]["id"]
    return member


@pytest.mark.asyncio
async def test_a_channel_is_born_with_its_inbox(owner: Browser):
    inbox = await make_inbox(owner)

    assert (await owner.get(f"/channels/{inbox['id']}")).json() == {
        "id": inbox["id"],
        "inbox": inbox["id"],
        "state": "active",
        "allowed_domains": [],
        "look": {
            "colour": "#00667a",
            "on_colour": "#ffffff",
            "launcher_label": "Chat",
            "greeting": "",
            "side": "right",
        },
        "last_seen_at": None,
        "last_seen_on": "",
        "snippet": f'<script async src="{URL}/w/{inbox["id"]}.js"></script>',
        "try_url": f"{URL}/try/{inbox['id']}",
    }


@pytest.mark.asyncio
async def test_changing_a_channel(owner: Browser):
    inbox = await make_inbox(owner)
    changes: dict[str, object] = {
        "allowed_domains": ["Shop.example", "shop.example/", "https://www.shop.example"],
        "state": "disabled",
        "look": {
            "colour": "#FFD500",
            "launcher_label": " Talk to us ",
            "greeting": " Hi!\nHow can we help? ",
            "side": "left",
        },
    }

    answer = await owner.patch(f"/channels/{inbox['id']}", json=changes)

    assert answer.status_code == 200
    assert answer.json()["allowed_domains"] == ["shop.example", "https://www.shop.example"]
    assert answer.json()["state"] == "disabled"
    assert answer.json()["look"] == {
        "colour": "#ffd500",
        "on_colour": "#152026",
        "launcher_label": "Talk to us",
        "greeting": "Hi!\nHow can we help?",
        "side": "left",
    }
    kept = await owner.patch(f"/channels/{inbox['id']}", json={"look": {"side": "right"}, "state": "active"})
    assert kept.json()["look"] == answer.json()["look"] | {"side": "right"}
    assert (await owner.get(f"/channels/{inbox['id']}")).json() == kept.json()


@pytest.mark.attack(11)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"look": {"colour": "red"}}, ["look.colour"]),
        ({"look": {"colour": "#fff"}}, ["look.colour"]),
        ({"look": {"colour": "#12345g"}}, ["look.colour"]),
        ({"look": {"colour": "#123456;background:url(//evil.test)"}}, ["look.colour"]),
        ({"look": {"colour": "#757f85"}}, ["look.colour"]),
        ({"look": {"on_colour": "#ffffff"}}, ["look.on_colour"]),
        ({"look": {"css": "*{display:none}"}}, ["look.css"]),
        ({"look": {"side": "top"}}, ["look.side"]),
        ({"look": {"launcher_label": "x" * 25}}, ["look.launcher_label"]),
        ({"look": {"launcher_label": "a\nb"}}, ["look.launcher_label"]),
        ({"look": {"greeting": "x" * 301}}, ["look.greeting"]),
        ({"state": "deactivated"}, ["state"]),
        ({"allowed_domains": "shop.example"}, ["allowed_domains"]),
        ({"allowed_domains": ["shop.example"] * 101}, ["allowed_domains"]),
        ({"allowed_domains": ["shop.example", "*", "evil/x"]}, ["allowed_domains[1]", "allowed_domains[2]"]),
        ({"allowed_domains": ["*"], "look": {"colour": "#757f85"}}, ["allowed_domains[0]", "look.colour"]),
        ({"inbox": "0" * 26}, ["inbox"]),
    ],
)
async def test_the_bounds_of_a_channel(owner: Browser, changes: dict[str, object], fields: list[str]):
    inbox = await make_inbox(owner)
    before = (await owner.get(f"/channels/{inbox['id']}")).json()

    answer = await owner.patch(f"/channels/{inbox['id']}", json=changes)

    assert answer.status_code == 422
    assert [error["field"] for error in told(answer)["errors"]] == fields
    assert all(error["allowed"] for error in told(answer)["errors"])
    assert (await owner.get(f"/channels/{inbox['id']}")).json() == before


@pytest.mark.asyncio
async def test_a_disabled_widget_comes_back_a_deleted_one_does_not(owner: Browser):
    inbox = await make_inbox(owner)
    for state in ("disabled", "active", "disabled"):
        assert (await owner.patch(f"/channels/{inbox['id']}", json={"state": state})).json()["state"] == state

    await owner.request("DELETE", f"/inboxes/{inbox['id']}", json={"name": "Shop"})

    refused: list[dict[str, object]] = [{"state": "active"}, {"state": "disabled"}, {"allowed_domains": []}]
    for changes in refused:
        answer = await owner.patch(f"/channels/{inbox['id']}", json=changes)
        assert (answer.status_code, told(answer)["code"]) == (409, "channel_deactivated")
    assert (await owner.get(f"/channels/{inbox['id']}")).json()["state"] == "deactivated"


@pytest.mark.asyncio
async def test_an_inbox_of_the_same_name_has_another_widget(owner: Browser):
    former = await make_inbox(owner)
    await owner.request("DELETE", f"/inboxes/{former['id']}", json={"name": "Shop"})

    latter = await make_inbox(owner)

    assert latter["channel"]["id"] != former["channel"]["id"]
    assert (await owner.get(f"/channels/{former['channel']['id']}")).json()["state"] == "deactivated"


@pytest.mark.asyncio
async def test_a_change_is_an_act_and_a_request_that_changes_nothing_is_none(owner: Browser):
    inbox = await make_inbox(owner)
    for changes in ({"state": "disabled"}, {"state": "disabled"}, {"state": "active", "look": {"side": "left"}}):
        await owner.patch(f"/channels/{inbox['id']}", json=changes)
    await owner.patch(f"/channels/{inbox['id']}", json={"allowed_domains": ["shop.example", "www.shop.example"]})
    refused = await owner.patch(f"/channels/{inbox['id']}", json={"allowed_domains": ["*"]})
    assert refused.status_code == 422

    acts = (await owner.get("/audit?search=channel")).json()["acts"]

    assert [(act["what"], act["subject"], act["subject_name"]) for act in acts] == [
        (what, inbox["id"], "Shop") for what in ("channel.changed", "channel.enabled", "channel.disabled")
    ]
    assert {act["address"] for act in acts} == {"203.0.113.7"}
    assert [act["details"] for act in acts] == [
        [{"field": "allowed_domains", "before": "", "after": "shop.example, www.shop.example"}],
        [
            {"field": "state", "before": "disabled", "after": "active"},
            {"field": "look.side", "before": "right", "after": "left"},
        ],
        [{"field": "state", "before": "active", "after": "disabled"}],
    ]


@pytest.mark.attack(55)
@pytest.mark.asyncio
async def test_who_may_see_and_change_a_channel(office: Office, owner: Browser):
    ana = await office.join(owner, "ana@northwind.example")
    admin = await office.join(owner, "admin@northwind.example", "admin")
    served = await make_inbox(owner, "Served", agents=[await id_of(ana)])
    other = await make_inbox(owner, "Other")

    assert (await ana.get(f"/channels/{served['id']}")).status_code == 200
    assert (await ana.get(f"/channels/{other['id']}")).status_code == 404
    assert (await admin.get(f"/channels/{other['id']}")).status_code == 200
    for browser in (ana, admin):
        answer = await browser.patch(f"/channels/{served['id']}", json={"state": "disabled"})
        assert (answer.status_code, told(answer)["code"]) == (403, "not_allowed")
