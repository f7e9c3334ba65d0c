"""The cast: who there is in a world, drawn from its seed.

Owns: the organisation as it was set up: members, inboxes, visitors.
Never: what becomes of it.
"""

from random import Random
from typing import Final

from msgspec import Struct

from deskbell.floor.commands import AdmitMember, AnyCommand, CreateGroup, CreateInbox, SetOverriding
from deskbell.floor.vocabulary import SYSTEM, Id, by_member
from deskbell.kit.ids import compose_id
from sim.people.agent import Agent
from sim.people.stage import Stage
from sim.people.supervisor import Supervisor, draw_abandoning, draw_inactivity
from sim.people.visitor import Visitor

OWNER: Final = compose_id(1, 0)
LEADS: Final = compose_id(3, 0)
"""The permission group of agents who supervise as well."""


class Cast(Struct, frozen=True):
    """Everybody, and the commands that bring the organisation about."""

    commands: list[AnyCommand]
    owner: Supervisor
    agents: list[Agent]
    visitors: list[Visitor]
    supervisors: list[Id]


def draw_cast(random: Random, stage: Stage) -> Cast:
    """Few enough that they meet."""
    agents = [compose_id(1, number) for number in range(1, random.choice((1, 2, 2, 3, 4)) + 1)]
    inboxes = [compose_id(2**40, number) for number in range(random.choice((1, 1, 2, 3)))]
    leads = random.choice(([], [], agents[:1]))
    serves = random.random() < 0.5
    serving = [*agents, OWNER] if serves else agents
    commands: list[AnyCommand] = [_owner(), _leads()]
    commands += [_agent(member, f"agent{number}", member in leads, random) for number, member in enumerate(agents)]
    commands += [_inbox(inbox, f"Inbox {number}", serving, random) for number, inbox in enumerate(inboxes)]
    commands.append(SetOverriding(allowed=random.random() < 0.5, by=by_member(OWNER)))
    return Cast(
        commands=commands,
        owner=Supervisor(OWNER, stage, agents, inboxes, zeal=random.choice((0.0, 0.1, 0.3, 0.6)), serves=serves),
        agents=[
            Agent(f"agent{number}", member, stage, random.choice((1, 1, 2, 3))) for number, member in enumerate(agents)
        ],
        visitors=[Visitor(f"visitor{number}", stage, inboxes) for number in range(random.choice((2, 4, 6)))],
        supervisors=[OWNER, *leads],
    )


def _owner() -> AnyCommand:
    return AdmitMember(member=OWNER, name="owner", role="owner", contact_center=True, live_chat=True)


def _leads() -> AnyCommand:
    return CreateGroup(group=LEADS, by=by_member(OWNER), name="Leads", permissions=("conversations",))


def _agent(member: Id, name: str, leads: bool, random: Random) -> AnyCommand:
    return AdmitMember(
        member=member,
        name=name,
        role="admin" if leads else "member",
        group=LEADS if leads else "",
        contact_center=True,
        live_chat=True,
        capacity=random.randint(1, 3),
    )


def _inbox(inbox: Id, name: str, agents: list[Id], random: Random) -> AnyCommand:
    return CreateInbox(
        inbox=inbox,
        by=SYSTEM,
        name=name,
        mode=random.choice(("auto", "auto", "auto", "manual")),
        offer_seconds=random.choice((5, 10, 20)),
        claiming=random.random() < 0.7,
        priority=random.randint(0, 1),
        capacity=random.choice((None, None, 1, 2)),
        inactivity=draw_inactivity(random),
        grace_seconds=random.choice((None, 1, 5, 20)),
        prefers_last_agent=random.random() < 0.3,
        abandon_minutes=draw_abandoning(random),
        agents=tuple(agent for agent in agents if random.random() < 0.85) or tuple(agents),
    )
