"""A virtual board that is switched on, and a hand that plugs chips into it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices import WiredPart
from sim.chips import find as find_chip
from sim.virtual_pi import VirtualPi
from tests.drivers.fake_kernel import FakeLgpio


class Bench:
    """A board, a world that can be changed by hand, and every power that ever arrived in it."""

    def __init__(self, pi: VirtualPi) -> None:
        self.pi = pi
        self.felt: dict[str, Any] = {}
        self.driven = Powers()
        self.chips: list[Any] = []
        pi.clock.every(1.0, self._move, first_s=pi.clock.monotonic() + 0.5)

    def _move(self) -> None:
        for chip in self.chips:
            chip.world_moved()

    def plug(self, driver: str, name: str = "part", felt: dict[str, Any] | None = None, **options: Any) -> Any:
        """Plug in the chip for a driver; `felt` is what the world does to it at first."""
        self.felt.update({f"{name}_{quantity}": value for quantity, value in (felt or {}).items()})
        chip = find_chip(driver)(self.pi, WiredPart(name, driver, options), self.felt, self.driven)
        self.chips.append(chip)
        return chip

    def wait(self, seconds: float) -> None:
        """Let virtual time pass."""
        self.pi.clock.sleep(seconds)


class Powers(dict[str, float]):
    """Remembers every value that was ever set."""

    def __init__(self) -> None:
        super().__init__()
        self.history: list[float] = []

    def __setitem__(self, name: str, power: float) -> None:
        self.history.append(power)
        super().__setitem__(name, power)


@pytest.fixture
def bench() -> Iterator[Bench]:
    with VirtualPi(seed=1) as pi:
        yield Bench(pi)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A machine with one GPIO chip, as a folder tree."""
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "gpiochip0").touch()
    return tmp_path


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeLgpio]:
    """The library is here, on a chip of our own."""
    from gpiozero import Device
    from gpiozero.pins.local import LocalPiFactory

    fake = FakeLgpio()
    monkeypatch.setitem(sys.modules, "lgpio", fake)
    monkeypatch.delitem(sys.modules, "gpiozero.pins.lgpio", raising=False)
    monkeypatch.setattr(Device, "pin_factory", None)
    monkeypatch.setattr("gpiozero.pins.local.get_pi_revision", lambda: 0xC03114)
    monkeypatch.setattr(LocalPiFactory, "pins", {})
    monkeypatch.setattr(LocalPiFactory, "_reservations", type(LocalPiFactory._reservations)(list))
    yield fake
    sys.modules.pop("gpiozero.pins.lgpio", None)
