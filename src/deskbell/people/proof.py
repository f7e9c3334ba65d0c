"""Proof: somebody who is signed in says his password again, and his code, before what cannot be taken back.

Owns: that question.
Never: a session; whoever stole one gets no further than this (security, 46).
Holds: as many attempts as at the door; a second factor that is in force is asked for wherever something can be lost.
"""

from sqlalchemy import Connection

from deskbell.audience.access import Viewer
from deskbell.kit.database import Database
from deskbell.kit.problem import wrong_field
from deskbell.people import second_factors, store
from deskbell.people.codes import Codes, ReadCode, code_needed, wrong_code
from deskbell.people.limits import SignInLimits
from deskbell.people.passwords import Passwords


class Proof:
    """Asks for it."""

    def __init__(self, database: Database, passwords: Passwords, codes: Codes, limits: SignInLimits) -> None:
        self._database = database
        self._passwords = passwords
        self._codes = codes
        self._limits = limits

    async def ask(
        self,
        viewer: Viewer,
        password: str,
        code: str,
        *,
        address: str,
        field: str = "password",
        is_code_asked: bool = True,
    ) -> None:
        """Return if it is he. `field` is the form's name of the password.

        Raises `Problem` 403 `wrong_password`, 401 `second_factor_needed` or `wrong_code`, 429.
        """
        self._limits.check_proof(viewer.id)
        stored, has_factor = await self._database.read(lambda connection: _find(connection, viewer.id))
        if not await self._passwords.matches(stored, password):
            raise wrong_field(field, "is wrong", "your present password", code="wrong_password", status=403)
        if not has_factor or not is_code_asked:
            return
        if not code:
            raise code_needed()
        self._limits.check_code_inside(viewer.id)
        read = await self._codes.read(viewer.id, code)
        if not await self._database.write(lambda connection: self._use(connection, viewer, read, address)):
            raise wrong_code()

    def _use(self, connection: Connection, viewer: Viewer, code: ReadCode, address: str) -> bool:
        used = self._codes.use(connection, code, organisation=viewer.organisation, member=viewer.id, address=address)
        return used is not None


def _find(connection: Connection, member: str) -> tuple[str | None, bool]:
    return store.find_password_hash(connection, member), second_factors.has_second_factor(connection, member)
