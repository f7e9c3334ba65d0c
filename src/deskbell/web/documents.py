"""The documents that we serve: each is a fixed text with addresses of our own files in it.

Owns: their HTML.
Never: a word of a customer's or a visitor's; a script or a style written into the document.
"""

from html import escape
from typing import Final
from urllib.parse import quote

from deskbell.channels.model import State
from deskbell.web.built import Page

# The console's mark: the bell of `clients/ui`, on the accent. In the document, so that no browser asks for one.
_MARK: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#00667a"/>'
    '<path transform="translate(2 2) scale(.75)" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"'
    ' stroke-linejoin="round" d="M3.25 11a4.75 4.75 0 0 1 9.5 0zM1.75 13.5h12.5M8 6V4M6.5 3.75h3"/></svg>'
)
_ICON: Final = f'<link rel="icon" href="data:image/svg+xml,{quote(_MARK)}">'

NOT_BUILT = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Deskbell is not built yet</title></head>
<body>
<h1>The screens are not built yet</h1>
<p>The server runs, but its front end has not been built. Stop it, type <code>make run</code> in the folder of the
sources, and reload this page.</p>
</body>
</html>
"""


def console_document(page: Page) -> str:
    """The console: one document for all of its addresses."""
    return _document(page, "Deskbell", f'<meta name="color-scheme" content="light dark">\n{_ICON}')


def frame_document(page: Page, state: State) -> str:
    """The chat inside its frame, which reads there whether the widget is on."""
    return _document(page, "Chat", '<meta name="color-scheme" content="light dark">', f' data-state="{state}"')


def _document(page: Page, title: str, more: str, attributes: str = "") -> str:
    styles = "\n".join(f'<link rel="stylesheet" href="{escape(style)}">' for style in page.styles)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="robots" content="noindex">
{more}
<title>{escape(title)}</title>
{styles}
<script type="module" src="{escape(page.script)}"></script>
</head>
<body>
<div id="root"{attributes}></div>
<noscript>This page needs JavaScript.</noscript>
</body>
</html>
"""
