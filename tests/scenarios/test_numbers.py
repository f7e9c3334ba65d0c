"""No number is forgotten, and no scenario stands outside the table."""

from types import ModuleType

import pytest

from tests.scenarios import test_presence_of_others, test_routing_of_others, test_sockets_of_others
from tests.scenarios.numbers import REPLAYED

MODULES: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (test_routing_of_others, test_presence_of_others, test_sockets_of_others)
}


@pytest.mark.parametrize("number", REPLAYED)
def test_each_number_has_its_scenario(number: str) -> None:
    for name in REPLAYED[number]:
        module, _, function = name.partition(".")
        scenario = getattr(MODULES[module], function, None)
        assert scenario is not None, f"{number}: there is no {name}"
        assert number.split()[-1] in " ".join((scenario.__doc__ or "").replace(",", " ").replace(":", " ").split()), (
            f"{name} does not name {number}"
        )


def test_each_scenario_has_its_number() -> None:
    told = {name for names in REPLAYED.values() for name in names}
    there = {f"{name}.{one}" for name, module in MODULES.items() for one in dir(module) if one.startswith("test_")}
    assert there == told
