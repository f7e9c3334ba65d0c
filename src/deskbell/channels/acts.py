"""What somebody changed about a channel, for the audit log.

Owns: what such a change is called, and which of its fields are told.
Holds: a request that changes nothing is no act.
"""

from msgspec.structs import asdict

from deskbell.channels.model import Channel
from deskbell.kit.acts import Act, Detail, What


def as_act(before: Channel, after: Channel, *, by: str, address: str, at: int) -> Act | None:
    """The act, None where nothing is different. A switch is named before everything that came with it."""
    details = _compare(before, after)
    if not details:
        return None
    return Act(
        organisation=after.organisation,
        by=by,
        what=_name(before, after),
        subject=after.id,
        details=details,
        address=address,
        at=at,
    )


def _name(before: Channel, after: Channel) -> What:
    if before.state == after.state:
        return "channel.changed"
    return "channel.enabled" if after.state == "active" else "channel.disabled"


def _compare(before: Channel, after: Channel) -> tuple[Detail, ...]:
    was, now = _as_texts(before), _as_texts(after)
    return tuple(Detail(field, was[field], now[field]) for field in now if was[field] != now[field])


def _as_texts(channel: Channel) -> dict[str, str]:
    return {
        "state": channel.state,
        "allowed_domains": ", ".join(channel.allowed_domains),
        **{f"look.{field}": str(value) for field, value in asdict(channel.look).items()},
    }
