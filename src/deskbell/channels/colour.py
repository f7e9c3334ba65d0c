"""Colours that can be read: what is written on a colour of the customer's choice.

Owns: the contrast of two colours (WCAG 2.2) and the choice of the ink.
Never: a colour in any other notation than #rrggbb, so that no style can be smuggled in (security, 11).
"""

INKS = ("#ffffff", "#152026")
"""White, and the text colour of the design tokens."""

CONTRAST_MIN = 4.5
"""WCAG 2.2, 1.4.3: text of ordinary size."""


def choose_ink(colour: str) -> str | None:
    """What is written on `colour` with, or None where neither ink can be read on it."""
    best = max(INKS, key=lambda ink: contrast(ink, colour))
    return best if contrast(best, colour) >= CONTRAST_MIN else None


def contrast(one: str, other: str) -> float:
    """The ratio of two colours #rrggbb, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
