"""The API's description is the API."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.office import Browser, Office, told


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    api: dict[str, Any] = json.loads(print_it())
    return api


def print_it() -> str:
    command = [sys.executable, "-W", "error", "-m", "deskbell.web.openapi"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def operations(described: dict[str, Any]):
    for path, item in described["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def test_it_is_the_same_each_time(described: dict[str, Any]):
    assert json.loads(print_it()) == described
    assert described["openapi"].startswith("3.1")


def test_every_operation_has_a_name_a_place_and_its_problems(described: dict[str, Any]):
    names = [operation["operationId"] for _, _, operation in operations(described)]

    assert len(names) == len(set(names))
    for _, _, operation in operations(described):
        assert re.fullmatch(r"[a-z][A-Za-z]+", operation["operationId"])
        assert operation["tags"]
        assert operation["summary"]
        assert "application/problem+json" in operation["responses"]["default"]["content"]


def test_every_reference_leads_somewhere(described: dict[str, Any]):
    named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(described)))

    assert named <= set(described["components"]["schemas"])


@pytest.mark.attack(58)
def test_no_request_takes_a_field_that_is_not_described(described: dict[str, Any]):
    for path, _, operation in operations(described):
        if "requestBody" in operation:
            reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
            schema = described["components"]["schemas"][reference.rpartition("/")[2]]
            assert schema["additionalProperties"] is False, path


@pytest.mark.attack(98)
@pytest.mark.asyncio
async def test_strangers_do_not_find_it(office: Office, described: dict[str, Any]):
    stranger, owner = office.browser(), await office.found()

    hidden = await stranger.page("/schema/openapi.json")
    assert hidden.status_code == 404
    assert told(hidden) == told(await stranger.page("/schema/nothing"))
    for path in ("/schema", "/schema/of-the-framework", "/schema/of-the-framework/openapi.json", "/schema/swagger"):
        assert (await stranger.page(path)).status_code == 404
    assert (await owner.page("/schema/openapi.json")).json() == described


@pytest.mark.asyncio
async def test_whoever_must_be_known_is_said(office: Office, owner: Browser, described: dict[str, Any]):
    """Each operation that asks for an identity answers 401 to a stranger, and only those do."""
    stranger = office.browser()
    for path, method, operation in operations(described):
        address = re.sub(r"\{\w+\}", "0" * 26, path)
        answer = await stranger.request(method.upper(), address, params={"conversation": "0" * 26}, json={})
        assert (answer.status_code == 401) == bool(operation["security"]), (method, path, answer.text)
