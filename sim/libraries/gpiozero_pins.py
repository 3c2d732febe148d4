"""gpiozero's pins on our wires. gpiozero itself is untouched.

gpiozero imports on every platform, but this file is imported only when a virtual Pi is switched on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache
from threading import RLock
from typing import Any

from gpiozero import exc
from gpiozero.pins.local import LocalPiFactory, LocalPiPin
from gpiozero.pins.pi import PiBoardInfo

from sim.libraries.pulse_answers import answer, low_before, up_since
from sim.time.clock import ClockEvent, VirtualClock
from sim.wires import switched_on
from sim.wires.pins import GPIO_COUNT, Net

PI_4B = 0xC03112  # Pi 4 Model B, 4 GB, board 1.2 (Raspberry Pi documentation, "New-style revision codes in use")
OWNER = "gpiozero"
PULLS: dict[str, bool | None] = {"up": True, "down": False, "floating": None}
PULL_NAMES = {pull: name for name, pull in PULLS.items()}
REOPENED_S = 1e-3  # chosen: who closes an output and opens an input so soon after listens to a sensor
EDGES = ("both", "rising", "falling", "none")


@lru_cache(maxsize=1)
def _board_info() -> Any:
    return PiBoardInfo.from_revision(PI_4B)


@lru_cache(maxsize=256)
def _find_pin(name: int | str) -> tuple[Any, ...]:
    return tuple(_board_info().find_pin(name))


class VirtualFactory(LocalPiFactory):  # type: ignore[misc]  # gpiozero ships no types
    """A pin factory whose pins are `Net`s and whose ticks are virtual seconds."""

    def __init__(self, clock: VirtualClock, pins: Mapping[int, Net]) -> None:
        super().__init__()
        # LocalPiFactory shares these three between all factories of the process; a virtual board has its own.
        self.pins: dict[Any, VirtualPin] = {}
        self._reservations: dict[Any, list[Any]] = defaultdict(list)
        # Re-entrant: the garbage collector may end a forgotten SPI device while this very thread holds the lock.
        self._res_lock = RLock()
        self.pin_class = VirtualPin
        self.clock = clock
        self.nets = pins
        self.ticks = clock.monotonic
        self.others: dict[str, VirtualFactory] = {}  # of second boards, by their host
        self.on_reserve: Callable[[Any], object] | None = None

    def _get_board_info(self) -> Any:
        return _board_info()

    def pin(self, name: int | str) -> Any:
        """Find the pin and take it from every other library. Raises PinInvalidPin, or OSError 16 when it is busy."""
        pin = super().pin(name)
        pin.claim()
        return pin

    def reserve_pins(self, requester: Any, *pins: Any) -> None:
        """Give pins to a device; `on_reserve` hears of it."""
        super().reserve_pins(requester, *pins)
        if self.on_reserve is not None:
            self.on_reserve(requester)

    def devices(self) -> list[Any]:
        """List the gpiozero devices that are still open, in the order in which they took their pins."""
        found: dict[int, Any] = {}
        for references in self._reservations.values():
            for reference in references:
                device = reference()
                if device is not None:
                    found[id(device)] = device
        return [*found.values(), *(device for other in self.others.values() for device in other.devices())]


class VirtualPin(LocalPiPin):  # type: ignore[misc]  # gpiozero ships no types
    """A gpiozero pin on a `Net`: function, state, pull, PWM, edges and debounce, as gpiozero's lgpio pin has them."""

    def __init__(self, factory: VirtualFactory, info: Any) -> None:
        super().__init__(factory, info)
        if self._number >= GPIO_COUNT:
            raise exc.PinInvalidPin(f"{info.name} is not on the header")
        self._net: Net = factory.nets[self._number]
        self._clock = factory.clock
        self._frequency: float | None = None
        self._edges = "both"
        self._bounce_s: float | None = None
        self._steady_level = False  # the level that was last reported
        self._steady_from_s = 0.0  # when the present level is steady enough to be reported
        self._bounce_alarm: ClockEvent | None = None
        self._closed_s = -1.0  # when it was closed after a low pulse
        self._closed_low_s = 0.0  # how long that was
        self.seen: float | None = None  # by the program, when it looked last

    def claim(self) -> None:
        """Take the wire; as with lgpio, an input without a pull resistor."""
        self._net.claim(OWNER)
        self._net.pi_listens(None)
        if self._closed_low_s and self._clock.monotonic() - self._closed_s <= REOPENED_S:
            answer(switched_on.board(), self._number, self._closed_low_s, self._clock.monotonic())
        self._closed_low_s = 0.0

    def close(self) -> None:
        """Let go of the wire: an input that floats."""
        self.when_changed = None
        self._frequency = None
        self._edges = "both"
        self._bounce_s = None
        self._closed_s = self._clock.monotonic()
        self._closed_low_s = low_before(self._net, self._closed_s)
        self._net.free()

    def output_with_state(self, state: float) -> None:
        """Become an output that has its first value from the start: an active-low relay does not click."""
        self._net.pi_writes(1.0 if state else 0.0)

    def _get_function(self) -> str:
        return "input" if self._net.duty is None else "output"

    def _set_function(self, value: str) -> None:
        if value == "input":
            self._frequency = None
            low_s, up_s = low_before(self._net, self._clock.now_s), up_since(self._net, self._clock.now_s)
            self._net.pi_listens(self._net.pi_pull)
            if low_s:
                answer(switched_on.board(), self._number, low_s, up_s)
        elif value == "output":
            if self._net.duty is None:
                self._net.pi_writes(0.0)
        else:
            raise exc.PinInvalidFunction(f'invalid function "{value}" for pin {self!r}')

    def _get_state(self) -> float:
        if self._frequency is not None:
            return self._net.duty or 0.0
        net = self._net
        if net.duty is None:
            return net.look()
        for call in net.look_calls:
            call()
        return net.level

    def _set_state(self, value: float) -> None:
        net = self._net
        if net.duty is None:
            raise exc.PinSetInput(f"cannot set state of pin {self!r}")
        if self._frequency is None:
            net.pi_writes(1.0 if value else 0.0)
        else:
            net.pi_writes(float(value))

    state = property(_get_state, _set_state)  # one call less than through gpiozero's Pin.state

    def _get_frequency(self) -> float | None:
        return self._frequency

    def _set_frequency(self, value: float | None) -> None:
        if self._net.duty is None:
            if value:
                raise exc.PinPWMFixedValue(f"cannot start PWM on pin {self!r}")
            return
        if value and self._frequency is None:
            self._net.pi_writes(0.0)
        self._frequency = value or None
        self._net.pi_pwm(self._frequency)

    def _get_pull(self) -> str:
        return PULL_NAMES[self._net.pi_pull]

    def _set_pull(self, value: str) -> None:
        if self._net.duty is not None:
            raise exc.PinFixedPull(f"cannot set pull on non-input pin {self!r}")
        if self.info.pull not in (value, ""):
            raise exc.PinFixedPull(f"{self!r} has a physical pull-{self.info.pull} resistor")
        if value not in PULLS:
            raise exc.PinInvalidPull(f'invalid pull "{value}" for pin {self!r}')
        self._net.pi_listens(PULLS[value])

    def _get_bounce(self) -> float | None:
        return self._bounce_s

    def _set_bounce(self, value: float | None) -> None:
        if value is not None and value < 0:
            raise exc.PinInvalidBounce("bounce must be 0 or greater")
        self._bounce_s = value or None
        self._listen_for_edges()

    def _get_edges(self) -> str:
        return self._edges

    def _set_edges(self, value: str) -> None:
        if value not in EDGES:
            raise exc.PinInvalidEdges(f'invalid edge specification "{value}" for pin {self!r}')
        self._edges = value

    def _enable_event_detect(self) -> None:
        self._steady_level = self._net.level
        self._listen_for_edges(True)

    def _disable_event_detect(self) -> None:
        self._net.on_edge = None
        if self._bounce_alarm is not None:
            self._bounce_alarm.cancel()
            self._bounce_alarm = None

    def _listen_for_edges(self, start: bool = False) -> None:
        if start or self._net.on_edge is not None:
            self._net.on_edge = self._edge if self._bounce_s is None else self._bouncing_edge

    def _bouncing_edge(self, level: bool) -> None:
        """Debounce as Linux does: a level counts once it has been steady for the bounce time."""
        assert self._bounce_s is not None
        self._steady_from_s = self._clock.monotonic() + self._bounce_s
        if self._bounce_alarm is None:
            self._bounce_alarm = self._clock.at(self._steady_from_s, self._bounce_is_over)

    def _bounce_is_over(self) -> None:
        if self._steady_from_s > self._clock.monotonic():
            self._bounce_alarm = self._clock.at(self._steady_from_s, self._bounce_is_over)
            return
        self._bounce_alarm = None
        level = self._net.level
        if level is not self._steady_level:
            self._steady_level = level
            self._edge(level)

    def _edge(self, level: bool) -> None:
        if self._edges != "both" and self._edges != ("rising" if level else "falling"):
            return
        clock = self._clock
        ticks = clock.monotonic()
        if clock.running is None:
            self._report(ticks, level)
        else:  # a virtual thread made this edge: the callback belongs to the program, in the same instant
            clock.at(ticks, lambda: self._report(ticks, level))

    def _report(self, ticks: float, level: bool) -> None:
        if self._when_changed is None:
            return
        changed: Callable[[float, bool], None] | None = self._when_changed()
        if changed is None:
            self.when_changed = None
        else:
            if self._net.observer is not None:
                self._net.observer.heard(self._net, level, ticks)
            changed(ticks, level)
