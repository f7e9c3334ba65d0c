"""The build hook: a wheel or an sdist of Deskbell carries the built front end.

Owns: when a package build asks for Node, and the refusal to make a package without a front end.
Never: builds for an editable install; there the Makefile does, as the sources change.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

from tools import front_end  # a build back end does not put the project on the path


class FrontEndHook(BuildHookInterface[Any]):
    """Builds the front end if it is not fresh, and insists that it is there."""

    def dependencies(self) -> list[str]:
        """A Node from PyPI, only if something must be built and the machine has none that will do."""
        place = front_end.FrontEnd(Path(self.root))
        if front_end.must_build(place) and front_end.find_node() is None:
            return [front_end.NODE_WHEEL]
        return []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        place = front_end.FrontEnd(Path(self.root))
        if front_end.must_build(place):
            node = front_end.find_node()
            if node is None:
                raise front_end.FrontEndTrouble(f"no Node {front_end.NODE_RANGE} was found to build the front end with")
            front_end.build(place, node, self.app.display_info)
        if not front_end.has_manifest(place):
            raise front_end.FrontEndTrouble(
                "there is no built front end, and a package without one would serve nothing:"
                f" build it (`make build`), or unset {front_end.SKIP_VARIABLE}"
            )
