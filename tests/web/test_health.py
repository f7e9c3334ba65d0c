"""Health."""

import pytest

from tests.office import Office


@pytest.mark.attack(98)
@pytest.mark.asyncio
async def test_health_says_ok_and_no_more(office: Office):
    browser = office.browser()

    for path in ("/health/live", "/health/ready"):
        answer = await browser.page(path)
        assert (answer.status_code, answer.text) == (200, "ok\n")


@pytest.mark.asyncio
async def test_a_probe_may_use_any_name_of_the_machine(office: Office):
    answer = await office.browser().page("/health/ready", Host="10.0.0.3:8080")

    assert answer.status_code == 200


@pytest.mark.asyncio
async def test_who_sends_everybody_away_is_not_ready_but_alive(office: Office):
    office.draining = True
    browser = office.browser()

    assert (await browser.page("/health/ready")).status_code == 503
    assert (await browser.page("/health/live")).status_code == 200


@pytest.mark.asyncio
async def test_who_cannot_write_is_not_ready(office: Office):
    browser = office.browser()
    assert (await browser.page("/health/ready")).status_code == 200

    office.database.close()

    assert (await browser.page("/health/ready")).status_code == 200, "the proof is not a second old yet"
    office.clock.advance(1_001)
    assert (await browser.page("/health/ready")).status_code == 503
    assert (await browser.page("/health/live")).status_code == 200


@pytest.mark.asyncio
async def test_many_probes_cost_one_write_a_second(office: Office):
    browser = office.browser()
    before = office.database.figures()

    for _ in range(5):
        await browser.page("/health/ready")

    assert office.database.figures().jobs == before.jobs + 1
