"""The words of the mails about accounts.

Owns: what is said, and until when it is of any use.
Never: a way to send it; markup; the time of day, whose zone only the reader knows.
"""

from sqlalchemy import Connection

from deskbell.kit.mail import Mail, SendMail
from deskbell.people import invitations, resets, store
from deskbell.people.model import Organisation

_HOUR_MS = 3_600_000


def invite(organisation: Organisation, *, name: str, email: str, by: str, link: str, now: int) -> Mail:
    """A colleague is asked to join."""
    days = invitations.LIFE_MS // (24 * _HOUR_MS)
    return Mail(
        organisation=organisation.id,
        recipient=email,
        subject=f"{by} invites you to {organisation.name}",
        paragraphs=(
            f"Hello {name},",
            f"{by} invites you to answer the chats of {organisation.name} in Deskbell.",
            f"The link below lets you choose a password. It works once, within {days} days, and is meant for you"
            " alone: please do not pass it on.",
        ),
        link=link,
        link_words="Join",
        ends_at=now + invitations.LIFE_MS,
    )


def reset(organisation: Organisation, *, name: str, email: str, by: str, link: str, now: int) -> Mail:
    """Somebody has forgotten his password; `by` is who made the link for him, empty where he asked himself."""
    asked = f"{by} has made you a link" if by else "Somebody, we hope you, has asked for a link"
    return Mail(
        organisation=organisation.id,
        recipient=email,
        subject=f"A new password for {organisation.name}",
        paragraphs=(
            f"Hello {name},",
            f"{asked} to a new password for your account at {organisation.name} in Deskbell.",
            "The link below works once, within one hour. If you do not need it, do nothing: your password stays as"
            " it is.",
        ),
        link=link,
        link_words="Choose a new password",
        ends_at=now + resets.LIFE_MS,
    )


def tell_member(connection: Connection, send_mail: SendMail, organisation: str, member: str, what: str) -> None:
    """Tell a member what only he should have done: if it was not he, he learns of it."""
    house = store.find_organisation(connection, organisation)
    person = store.find_member(connection, organisation, member)
    if house is None or person is None or not person.email:
        return
    send_mail(
        connection,
        Mail(
            organisation=organisation,
            recipient=person.email,
            subject=f"Your account at {house.name}",
            paragraphs=(
                f"Hello {person.name},",
                f"{what}. This is about your account at {house.name} in Deskbell.",
                "If that was not you, tell the Owner of your organisation at once.",
            ),
        ),
    )
