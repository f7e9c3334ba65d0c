"""The office that some of these tests are held in."""

from tests.office import office, owner

__all__ = ["office", "owner"]
