"""How often who may try: passwords, codes, links.

Owns: the limits of rate on guessing, and on mail that somebody else asks for.
Never: whether an account exists; what is counted is the address that was typed, not who it belongs to.
Holds: guesses from elsewhere do not lock out a browser in which the member has signed in before (security, 44).
"""

from deskbell.kit.clock import Clock
from deskbell.kit.networks import network_of
from deskbell.kit.problem import too_often
from deskbell.kit.token_bucket import Buckets

# One network tries everything: 30 at once, then one in 5 s.
ADDRESS_RATE, ADDRESS_BURST = 0.2, 30
# One person who has forgotten his password: 8 at once, then one in 30 s.
PERSON_RATE, PERSON_BURST = 1 / 30, 8
# Many networks try one account: 40 at once, then one a minute.
ACCOUNT_RATE, ACCOUNT_BURST = 1 / 60, 40
# A code has six digits, three of which are right at any time: with one guess in 5 min a thief who has the password
# already is right within a day in one of a thousand cases, and the audit log has told of him by then.
CODE_RATE, CODE_BURST = 1 / 300, 6
# Links to a new password: 3 at once, then one in 10 min.
RESET_RATE, RESET_BURST = 1 / 600, 3
# Many networks ask for links to one account: 10 at once, then one in 10 min. Nobody's mailbox is flooded.
RESETS_RATE, RESETS_BURST = 1 / 600, 10


class SignInLimits:
    """What each address, person and account has left."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_address = Buckets(ADDRESS_RATE, ADDRESS_BURST)
        self._by_person = Buckets(PERSON_RATE, PERSON_BURST)
        self._by_account = Buckets(ACCOUNT_RATE, ACCOUNT_BURST)
        self._codes = Buckets(CODE_RATE, CODE_BURST)
        self._resets_by_person = Buckets(RESET_RATE, RESET_BURST)
        self._resets_by_account = Buckets(RESETS_RATE, RESETS_BURST)

    def check(self, *, account: str, address: str, known_device: str) -> None:
        """For a password. Raises `Problem` 429 when there were too many attempts."""
        if known_device:
            self._take(self._by_person, (account, known_device))
            return
        self.check_address(address)
        self._take(self._by_person, (account, network_of(address)))
        self._take(self._by_account, account)

    def check_address(self, address: str) -> None:
        """For doors without an account: set-up, invitations, links to a new password."""
        self._take(self._by_address, network_of(address))

    def check_proof(self, member: str) -> None:
        """For a member who is signed in and says his password again: it may be a thief with his session."""
        self._take(self._by_person, (member, "signed in"))

    def check_code(self, member: str, known_device: str = "") -> None:
        """For a code, after the password was right. All doors outside count together, and all doors inside.

        Were they one, whoever guesses outside would keep the member from changing his password inside.
        """
        self._take(self._codes, (member, known_device))

    def check_code_inside(self, member: str) -> None:
        """The same for a member who is signed in."""
        self._take(self._codes, (member, "signed in"))

    def check_reset(self, *, account: str, address: str, known_device: str) -> None:
        """For a link to a new password, which goes to the account's own mailbox."""
        if known_device:
            self._take(self._resets_by_person, (account, known_device))
            return
        self.check_address(address)
        self._take(self._resets_by_person, (account, network_of(address)))
        self._take(self._resets_by_account, account)

    def _take(self, buckets: Buckets, key: object) -> None:
        wait_ms = buckets.take(key, self._clock.now())
        if wait_ms:
            raise too_often(wait_ms)
