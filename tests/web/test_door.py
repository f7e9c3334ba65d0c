"""The door: hosts, origins, limits, HEAD, and the headers of every answer."""

import asyncio
from typing import Any

import pytest

from deskbell.web.door import BODY_BYTES_MAX, HEADERS_MAX, PATH_BYTES_MAX, QUERY_BYTES_MAX
from tests.office import API, URL, Browser, Office, told


@pytest.mark.attack(41)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    "host",
    [
        "evil.test",
        "desk.test.evil.test",
        "evil.desk.test",
        "desk.test:8443",
        "desk.test.",
        "",
        "localhost",
        "127.0.0.1",
    ],
)
async def test_only_our_own_name_is_answered(office: Office, host: str):
    answer = await office.browser().get("/session", headers={"Host": host, "X-Forwarded-Host": "desk.test"})

    assert answer.status_code == 400
    assert told(answer)["code"] == "unknown_host"
    assert "evil" not in answer.text


@pytest.mark.attack(41)
@pytest.mark.asyncio
async def test_no_link_is_made_of_a_name_in_the_request(office: Office, owner: Browser):
    asked = {"name": "Ana", "email": "ana@northwind.example", "role": "member"}
    answer = await owner.post(
        "/invitations", json=asked, headers={"X-Forwarded-Host": "evil.test", "Forwarded": "host=evil.test"}
    )

    assert answer.json()["link"].startswith(f"{URL}/invite#")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Origin": "https://evil.test"}, "foreign_origin"),
        ({"Origin": "null"}, "foreign_origin"),
        ({"Origin": "http://desk.test"}, "foreign_origin"),
        ({"Origin": "https://desk.test:8443"}, "foreign_origin"),
        ({"Origin": "https://desk.test.evil.test"}, "foreign_origin"),
        ({"Origin": "HTTPS://DESK.TEST"}, "foreign_origin"),
        ({"Sec-Fetch-Site": "cross-site"}, "foreign_origin"),
        ({"Sec-Fetch-Site": "same-site"}, "foreign_origin"),
        ({"X-Deskbell-CSRF": "0" * 64}, "csrf"),
        ({"X-Deskbell-CSRF": ""}, "csrf"),
    ],
)
async def test_another_site_changes_nothing(owner: Browser, headers: dict[str, str], code: str):
    answer = await owner.post("/inboxes", json={"name": "Shop", "type": "live_chat"}, headers=headers)

    assert answer.status_code == 403
    assert told(answer)["code"] == code
    assert (await owner.get("/inboxes")).json() == {"inboxes": []}


@pytest.mark.asyncio
async def test_the_value_of_another_session_does_not_do(office: Office, owner: Browser):
    second = office.browser()
    await second.sign_in("olga@northwind.example")

    answer = await owner.post(
        "/inboxes", json={"name": "Shop", "type": "live_chat"}, headers={"X-Deskbell-CSRF": second.csrf}
    )

    assert told(answer)["code"] == "csrf"


@pytest.mark.attack(78)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/" + "a" * PATH_BYTES_MAX, {}, 414),
        ("/?" + "a" * (QUERY_BYTES_MAX + 1), {}, 414),
        ("/", {f"x-{number}": "y" for number in range(HEADERS_MAX + 1)}, 431),
        ("/", {"x-long": "y" * 40_000}, 431),
        ("/?search=a%00b", {}, 400),
    ],
)
async def test_what_is_too_large_is_turned_away(office: Office, path: str, headers: dict[str, str], status: int):
    answer = await office.browser().page(path, **headers)

    assert answer.status_code == status
    assert answer.headers["connection"] == "close"


@pytest.mark.asyncio
@pytest.mark.parametrize("is_declared", [True, False])
async def test_a_body_has_a_bound_whether_declared_or_not(owner: Browser, is_declared: bool):
    body = b'{"name":"' + b"a" * BODY_BYTES_MAX + b'"}'

    async def parts():
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]

    answer = await owner.post(
        "/inboxes", content=body if is_declared else parts(), headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 413
    assert told(answer)["code"] == "too_large"


@pytest.mark.asyncio
@pytest.mark.parametrize("length", ["-1", "1e3", "٣", "9" * 30, "3, 4"])
async def test_a_length_that_is_no_length_is_refused(owner: Browser, length: str):
    answer = await owner.post(
        "/inboxes",
        content=b"{}",
        headers={b"Content-Type": b"application/json", b"Content-Length": length.encode()},
    )

    assert answer.status_code == 400


@pytest.mark.attack(88)
@pytest.mark.asyncio
async def test_who_drips_his_body_is_sent_away(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("deskbell.web.door.BODY_SECONDS_MAX", 0.05)
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b" ", "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"desk.test"), (b"content-type", b"application/json"), (b"origin", URL.encode())]
    scope = {
        "type": "http",
        "method": "POST",
        "path": f"{API}/session",
        "raw_path": f"{API}/session".encode(),
        "query_string": b"",
        "headers": headers,
        "client": ("203.0.113.9", 1),
        "http_version": "1.1",
    }
    async with asyncio.timeout(10):
        await office.app(scope, receive, send)

    assert sent[0]["status"] == 408


@pytest.mark.asyncio
async def test_head_answers_like_get_without_a_body(office: Office):
    browser = office.browser()
    got = await browser.page("/health/live")
    headed = await browser.request("HEAD", "/health/live")

    assert (headed.status_code, headed.content) == (200, b"")
    assert headed.headers["content-length"] == got.headers["content-length"]


@pytest.mark.attack(49)
@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path", ["/", "/settings/inboxes", "/api/v1/session", "/api/v1/nothing", "/health/live", "/assets/console/no.js"]
)
async def test_every_answer_has_the_security_headers(office: Office, path: str):
    answer = await office.browser().page(path)

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers.get_list("content-security-policy") == [answer.headers["content-security-policy"]]
    assert "server" not in answer.headers


@pytest.mark.asyncio
async def test_what_somebody_may_see_is_kept_by_no_cache(owner: Browser):
    assert (await owner.get("/session")).headers["cache-control"] == "no-store"
