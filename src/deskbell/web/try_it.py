"""The shop to try a widget in: a customer's page as it might be, with the snippet pasted in.

Owns: its document, style and script, which stand in the folder `shop`.
Never: a script or a style in the document itself: the widget has to work where neither is allowed.
Holds: the one thing put into the document is a channel's id, which has nothing but letters and digits.
"""

from pathlib import Path

from deskbell.kit.ids import is_id
from deskbell.web.built import File, as_file

SHOP = Path(__file__).parent / "shop"
_PLACE = "__CHANNEL__"


class TryIt:
    """The shop's files, read once."""

    def __init__(self, shop: Path = SHOP) -> None:
        self._document = (shop / "shop.html").read_text(encoding="utf-8")
        self.files: dict[str, File] = {name: as_file(shop / name) for name in ("shop.css", "shop.js")}

    def document(self, channel: str) -> str:
        """The shop with this channel's widget."""
        assert is_id(channel), "a channel that was found has an id"
        return self._document.replace(_PLACE, channel)
