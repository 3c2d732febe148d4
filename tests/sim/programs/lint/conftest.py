"""A virtual Pi with a lint on it, and what it says at the end of a program."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from devices import WiredPart, Wiring
from sim.chips._dht import frame, pulses_us
from sim.programs.lint import Finding, Lint
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on

RELAY_ON_26 = Wiring((WiredPart("heater", "relay", {"pin": 26}),))


class Rig:
    """The board, and what a learner has beside it."""

    class Dht:
        """A sensor that answers 55.0 % and 21.5 C."""

        def answer(self, trigger_us: int) -> list[int]:
            return pulses_us(frame(550, 215))

    class Deaf:
        """An I2C chip that takes everything and gives zeros."""

        def write(self, data: bytes) -> None: ...

        def read(self, count: int) -> bytes:
            return bytes(count)

    def __init__(self, pi: VirtualPi) -> None:
        self.pi = pi

    def gpio(self, mode: str = "BCM") -> Any:
        """RPi.GPIO, as programs begin with it."""
        import RPi.GPIO as GPIO

        GPIO.setwarnings(False)
        GPIO.setmode(getattr(GPIO, mode))
        return GPIO

    def press(self, pin: int, *at_s: float, for_s: float = 0.2, level: bool = False) -> None:
        """A button joins the wire to ground (or to 3.3 V) for a while, at these moments from now."""
        net, now_s = self.pi.pins[pin], self.pi.clock.monotonic()
        for each in at_s:
            self.pi.clock.at(now_s + each, lambda: net.drive(level))
            self.pi.clock.at(now_s + each + for_s, net.release)


@pytest.fixture
def rig() -> Iterator[Rig]:
    with VirtualPi() as pi:
        yield Rig(pi)


@pytest.fixture
def lint(rig: Rig) -> Lint:
    lint = Lint(switched_on.board(), RELAY_ON_26)
    lint.watch()
    return lint


@pytest.fixture
def ended(rig: Rig, lint: Lint) -> Callable[[Callable[[Rig], None]], tuple[Finding, ...]]:
    """Run a program to its end or its error, as a class would, and return what the lint says."""

    def run(program: Callable[[Rig], None]) -> tuple[Finding, ...]:
        try:
            program(rig)
        except Exception as error:  # the programs are wrong on purpose: their errors belong to the lesson
            lint.explain(error)
        return lint.findings()

    return run
