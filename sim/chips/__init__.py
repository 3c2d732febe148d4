"""One file for each chip on the virtual wires, with the name of the driver that talks to it on a real board.

A chip senses the plant's quantities and answers in registers, bytes, pulses or volts, as its data sheet says.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, ClassVar

from devices import Message, WiredPart, WiringError
from sim.chips._unit import Unit

if TYPE_CHECKING:
    from sim.virtual_pi import VirtualPi

UNKNOWN = Message("chip.unknown", "The simulator has no chip for the driver {driver}.")
UNKNOWN_HINT = Message("chip.unknown.hint", "Write sim/chips/{driver}.py. It has chips for: {chips}.")


class Chip:
    """The electrical side of a part: between the state of the world (`felt`, `driven`) and the signals on the wires.

    `feels` names the quantities it needs from the plant: `felt["box_temperature_c"]` for a part named box.
    `powered = False` is a part without power or unplugged. `wire_faults` are the faults that its wires can have.
    `unit` says in what this one differs from its type: by default in nothing.
    """

    feels: ClassVar[tuple[str, ...]] = ()
    wire_faults: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        pi: VirtualPi,
        part: WiredPart,
        felt: Mapping[str, Any],
        driven: MutableMapping[str, float],
        unit: Unit | None = None,
    ) -> None:
        self.pi = pi
        self.unit = unit or Unit()
        self.part = part
        self.felt = felt
        self.driven = driven
        self._powered = True
        self._random = pi.rng.random
        self._keys = {quantity: f"{part.name}_{quantity}" for quantity in self.feels}
        self.plug()

    @property
    def powered(self) -> bool:
        """Whether the part has power."""
        return self._powered

    @powered.setter
    def powered(self, powered: bool) -> None:
        self._powered = powered
        self.power_changed()

    def plug(self) -> None:
        """Connect to the wires; called once, when everything else is in place."""

    def world_moved(self) -> None:
        """Called after every step of the world: for chips that notice a change by themselves, as contacts do."""

    def disturb(self, faults: Mapping[str, float]) -> None:
        """Set the active `wire_faults`, each with the share of transfers it affects; none: healthy."""

    def power_changed(self) -> None:
        """Called after the part lost its power or got it back."""

    def feel(self, quantity: str) -> float:
        """The present value of a quantity at this part, in the unit that ends the quantity's name."""
        return self.felt[self._keys[quantity]]  # type: ignore[no-any-return]  # plants fill it with numbers

    def noise(self, steps: int) -> int:
        """Noise of a converter: a whole number from -`steps` to `steps`."""
        return int(self._random() * (2 * steps + 1)) - steps

    def option(self, name: str, default: Any) -> Any:
        """What wiring.toml says about the part; the default must be the driver's own."""
        return self.part.options.get(name, default)


@cache
def names() -> tuple[str, ...]:
    """The names of all chips, in the order of the alphabet."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def find(name: str) -> type[Chip]:
    """The chip for a driver: the one public Chip defined in `sim/chips/<name>.py`. Raises WiringError."""
    if name not in names():
        raise WiringError(UNKNOWN(driver=name), UNKNOWN_HINT(driver=name, chips=", ".join(names())))
    module = import_module(f"{__name__}.{name}")
    (found,) = (
        thing
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Chip)
        and thing.__module__ == module.__name__
        and not thing.__name__.startswith("_")
    )
    return found
