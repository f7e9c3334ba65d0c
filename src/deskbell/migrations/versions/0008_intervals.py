"""Intervals of status, connection and hold, with those that the ledger still tells of.

Everything that ever happened to a member stands in the ledger, so an installation from before has its intervals whole.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_VALUES = (
    "(kind = 'status' AND value IN ('available', 'busy', 'away', 'offline'))"
    " OR (kind = 'connection' AND value IN ('attached', 'leased', 'gone'))"
    " OR (kind = 'hold' AND value IN ('on', 'off'))"
)
_EVENTS = (
    "SELECT organisation, at, kind, data FROM ledger_events WHERE kind IN ('MemberAdmitted', 'MemberChanged',"
    " 'MemberStatusChanged', 'MemberAttached', 'MemberDetached', 'MemberLost', 'MemberHeld', 'MemberReleased')"
    " ORDER BY organisation, seq"
)
_FIRST = {"active": True, "status": "offline", "reason": "", "connection": "gone", "on_hold": False}

Standing = dict[str, Any]


def upgrade() -> None:
    """Up."""
    intervals = op.create_table(
        "reports_intervals",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("began_at", sa.Integer, nullable=False),
        sa.Column("ended_at", sa.Integer),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "member", "kind", "began_at", name="pk_reports_intervals"),
        sa.CheckConstraint(_VALUES, name=op.f("ck_reports_intervals_value")),
        sa.CheckConstraint("ended_at > began_at", name=op.f("ck_reports_intervals_length")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_reports_intervals_lasting",
        "reports_intervals",
        ["organisation", "member", "kind"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
    )
    standings = op.create_table(
        "reports_standings",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("active", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("connection", sa.Text, nullable=False),
        sa.Column("on_hold", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "member", name="pk_reports_standings"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    past = _Past()
    for organisation, at, kind, data in op.get_bind().exec_driver_sql(_EVENTS):
        past.tell((organisation, json.loads(data)["member"]), at, kind, json.loads(data))
    op.bulk_insert(intervals, past.intervals())
    op.bulk_insert(standings, past.standings())


class _Past:
    """What happened to members, told in its order."""

    def __init__(self) -> None:
        self._now: dict[tuple[str, str], Standing] = {}
        self._lasting: dict[tuple[str, str, str], dict[str, Any]] = {}
        self._ended: list[dict[str, Any]] = []

    def tell(self, member: tuple[str, str], at: int, kind: str, event: dict[str, Any]) -> None:
        """One event."""
        standing = self._now[member] = self._now.get(member, _FIRST) | _change(kind, event)
        are = _values_of(standing)
        for of in ("status", "connection", "hold"):
            lasting = self._lasting.get((*member, of))
            if lasting and (lasting["value"], lasting["reason"]) == are.get(of):
                continue
            if lasting:
                del self._lasting[*member, of]
                if lasting["began_at"] < at:
                    self._ended.append({**lasting, "ended_at": at})
            if of in are:
                self._lasting[*member, of] = _begin(member, of, at, *are[of])

    def intervals(self) -> list[dict[str, Any]]:
        """Those that ended and those that last."""
        return [*self._ended, *self._lasting.values()]

    def standings(self) -> list[dict[str, Any]]:
        """Where everybody stands."""
        return [
            {"organisation": organisation, "member": member, **standing, **_flags(standing)}
            for (organisation, member), standing in self._now.items()
        ]


def _change(kind: str, event: dict[str, Any]) -> Standing:
    changes: dict[str, Standing] = {
        "MemberAdmitted": _FIRST,
        "MemberChanged": {"active": event.get("active", True)},
        "MemberStatusChanged": {"status": event.get("status"), "reason": event.get("reason")},
        "MemberAttached": {"connection": "attached"},
        "MemberDetached": {"connection": "leased"},
        "MemberLost": {"connection": "gone"},
        "MemberHeld": {"on_hold": True},
        "MemberReleased": {"on_hold": False},
    }
    return changes[kind]


def _values_of(standing: Standing) -> dict[str, tuple[str, str]]:
    if not standing["active"]:
        return {}
    return {
        "status": (standing["status"], standing["reason"]),
        "connection": (standing["connection"], ""),
        "hold": ("on" if standing["on_hold"] else "off", ""),
    }


def _begin(member: tuple[str, str], kind: str, at: int, value: str, reason: str) -> dict[str, Any]:
    named = dict(zip(("organisation", "member"), member, strict=True))
    return {**named, "kind": kind, "began_at": at, "ended_at": None, "value": value, "reason": reason}


def _flags(standing: Standing) -> dict[str, int]:
    return {"active": int(standing["active"]), "on_hold": int(standing["on_hold"])}


def downgrade() -> None:
    """Down."""
    op.drop_table("reports_standings")
    op.drop_table("reports_intervals")
