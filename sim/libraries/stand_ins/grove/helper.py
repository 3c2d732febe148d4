"""Stand-in for `grove.helper`: which slot a part is in, as the program's first argument says."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from sim.libraries.stand_ins.grove.adc import ADC, RPI_HAT_NAME, RPI_ZERO_HAT_NAME

HEADS = "GPIO", "ADC", "PWM", "I2C"
# Seeed's description of the hat: the number of each slot, and what is printed beside it.
PWM_SLOTS = {12: "PWM", 18: "D18"}
SLOTS: Mapping[str, tuple[Mapping[int, str], ...]] = {
    RPI_HAT_NAME: (
        {5: "D5", 12: "PWM", **{gpio: f"D{gpio}" for gpio in (16, 18, 22, 24, 26)}},
        {0: "A0", 2: "A2", 4: "A4", 6: "A6"},
        PWM_SLOTS,
    ),
    RPI_ZERO_HAT_NAME: ({5: "D5", 12: "PWM", 16: "D16"}, {0: "A0", 2: "A2", 4: "A4"}, {12: "PWM"}),
}


class SlotHelper:
    """The slots of one kind on the hat."""

    GPIO, ADC, PWM, I2C, UART = range(5)

    def __init__(self, slot: int) -> None:
        name = ADC().name
        print(f"Hat Name = '{name}'")
        slots = SLOTS.get(name or "", SLOTS[RPI_HAT_NAME])
        self._kind, self._slots = slot, slots[slot] if slot < len(slots) else {}

    def is_adapted(self, pin: int) -> bool:
        """Whether a slot has this number."""
        return pin in self._slots

    def list_avail(self) -> None:
        """Print which numbers there are."""
        if not self._slots:
            return
        print(" <pin> could be one of below values")
        print(f"       in the pin column for {HEADS[self._kind]} function")
        print("   And connect the device to corresponding slot")
        print("==============\n pin | slot\n==============")
        for pin, slot in self._slots.items():
            print(f"{pin:^5}|{slot:^5} ")

    def argv2pin(self, extra: str = "") -> int:
        """The program's first argument; without a right one the program ends here with 1."""
        if len(sys.argv) < 2:
            print(f"Usage: {sys.argv[0]} <pin>{extra}")
        elif self.is_adapted(pin := int(sys.argv[1])):
            return pin
        self.list_avail()
        sys.exit(1)


def root_check() -> None:
    """The real one ends a program that is not root; on the virtual board everybody is."""


def set_max_priority() -> None:
    """Nobody else computes on the virtual board."""


set_default_priority = set_max_priority
