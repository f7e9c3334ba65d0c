"""Who works in the made-up shop, and what is said there. Nobody here exists."""

from msgspec import Struct

from deskbell.floor.vocabulary import Inactivity, Permission

SHOP = "Northwind Outfitters (demo)"
OWNER_NAME = "You"
OWNER_EMAIL = "you@northwind.example"


class Colleague(Struct, frozen=True):
    """A simulated agent. `patience` is the share of offers he accepts in time; `leads` makes him an Admin."""

    name: str
    capacity: int
    inboxes: tuple[str, ...]
    patience: float
    leads: bool = False


class Case(Struct, frozen=True):
    """A conversation: what the visitor asks and what comes of it, line by line, the visitor first."""

    inbox: str
    lines: tuple[str, ...]


INBOXES: dict[str, Inactivity | None] = {
    "Orders": Inactivity(10, "message", "Are you still there? I am here if you need anything else."),
    "Returns": Inactivity(15, "message_and_close", "We close this chat for now. Write to us again at any time!"),
    "Gear advice": None,
}
"""The inboxes, and what they do when a customer stays silent."""

SEATS = 12
LEADS = "Team leads"
LEADS_MAY: tuple[Permission, ...] = ("phone_system", "conversations", "reports", "members")

COLLEAGUES = (
    Colleague("Ana Ruiz", 3, ("Orders", "Returns"), 0.95),
    Colleague("Ben Okafor", 2, ("Orders",), 0.9),
    Colleague("Chloé Martin", 3, ("Gear advice",), 0.95),
    Colleague("Dmitri Volkov", 2, ("Returns", "Gear advice"), 0.7),
    Colleague("Elif Demir", 4, ("Orders", "Returns", "Gear advice"), 0.9, leads=True),
    Colleague("Farah Haddad", 2, ("Gear advice",), 0.8),
)

VISITORS = (
    "Sofia Rossi",
    "Jonas Weber",
    "Omar Haddad",
    "Lin Wei",
    "Priya Nair",
    "Mateus Silva",
    "Hana Suzuki",
    "Ingrid Larsen",
    "Tomasz Nowak",
    "Aisha Bello",
    "Lucas Moreau",
    "",
)

CASES = (
    Case(
        "Orders",
        (
            "Hi, my order was due on Tuesday and the tracking page says nothing new since then.",
            "Hello! I am sorry about that. May I have the order number?",
            "It is NW-48213.",
            "Thank you, I see it: the parcel missed its lorry and goes out tonight. It arrives the day after tomorrow.",
            "That is fine. Thank you for looking.",
            "You are welcome. Enjoy the tent!",
        ),
    ),
    Case(
        "Orders",
        (
            "Can I still change the delivery address of an order from this morning?",
            "Yes, as long as it has not been packed. Where should it go?",
            "To my office: 12 Quay Street, second floor.",
            "Done. You will get a new confirmation by e-mail in a minute.",
            "Perfect, thanks!",
        ),
    ),
    Case(
        "Orders",
        (
            "My card was charged twice. Please help.",
            "I see two reservations and one payment. Your bank releases the second reservation within three days.",
            "So I was not really charged twice?",
            "No, only once. If it is still there on Friday, write to us again and we will sort it out.",
            "Good to know. Bye!",
        ),
    ),
    Case(
        "Returns",
        (
            "The boots are half a size too small. How do I send them back?",
            "No problem. Shall I send you a label, or exchange them for the next size?",
            "An exchange please, 43 instead of 42.5.",
            "The 43 is reserved for you. The label is in your inbox; drop the parcel at any post office.",
            "Great service. Thanks!",
        ),
    ),
    Case(
        "Returns",
        (
            "When do I get the money for what I returned last week?",
            "It reached our warehouse yesterday; the refund was sent this morning. Banks take two to four days.",
            "OK, I will wait then.",
        ),
    ),
    Case(
        "Gear advice",
        (
            "Which sleeping bag for Iceland in June? Nights around 3 °C.",
            "For that I would take the Ridge 400: comfortable down to -2 °C, and it weighs 940 grams.",
            "Is it warm enough for somebody who is always cold?",
            "Then rather the Ridge 600. It is 200 grams heavier, and nobody has ever complained of the cold in it.",
            "The 600 it is. Do you ship to Reykjavík?",
            "We do, in four to nine days.",
        ),
    ),
    Case(
        "Gear advice",
        (
            "Do these trekking poles fit into a cabin suitcase?",
            "Folded they are 38 cm long, so yes. Some airports want poles in the hold, though.",
            "Thanks for the hint!",
        ),
    ),
    Case(
        "Gear advice",
        (
            "I want to start trail running. Where do I begin?",
            "With shoes that fit. What have you been running in so far, and on what ground?",
            "Road shoes, forest paths mostly, some mud.",
            "Then a light shoe with a 4 mm lug. The Fern 2 is what most of our beginners are happy with.",
        ),
    ),
)

SMALL_TALK = (
    "Thanks, that helps.",
    "Let me check that for a moment.",
    "Could you say that in other words, please?",
    "I see. Is there anything else to know about it?",
    "Good, then I will do that.",
)
"""What the simulated people say to real ones: in the demo you may be either side."""

CLOSING = "Is there anything else I can do for you? Otherwise I wish you a good day."
