"""The reference page of rights is that of the table."""

import json
from pathlib import Path

from deskbell.gateway.routes import TicketController
from deskbell.web.openapi import print_api
from deskbell.web.rights import REQUESTS, RIGHTS
from deskbell.web.rights_page import GATEWAYS, generate
from tests.office import Office

COMMITTED = Path(__file__).parents[2] / "docs" / "reference" / "rights.md"


def test_the_committed_page_is_that_of_the_table(office: Office):
    assert COMMITTED.read_text() == generate(json.loads(print_api(office.app))), (
        "The rights have changed. Run: python -m deskbell.web.rights_page > docs/reference/rights.md"
    )


def test_every_row_is_told(office: Office):
    rows = [line for line in COMMITTED.read_text().splitlines() if line.startswith("| `")]
    assert len(rows) == len(RIGHTS) + len(REQUESTS)


def test_the_doors_of_the_gateway_are_told_as_they_are():
    found = {
        handler.operation_id: ("POST", f"/api/v1{next(iter(handler.paths))}")
        for handler in vars(TicketController).values()
        if hasattr(handler, "operation_id")
    }
    assert found == GATEWAYS
