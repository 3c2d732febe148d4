"""Stand-in for `gpiod`, the Python of libgpiod: version 2 (`request_lines`) and version 1 (`Chip.get_line`)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from types import TracebackType
from typing import Any, NamedTuple, Self

from sim.libraries.closing import Closes
from sim.libraries.stand_ins.gpiod import line
from sim.libraries.stand_ins.gpiod.line import Bias, Direction, Edge, Value
from sim.libraries.stand_ins.gpiod.version1 import *  # noqa: F403
from sim.libraries.stand_ins.gpiod.version1 import OWNER, Line, LineBulk
from sim.libraries.stand_ins.raw_pins.pins import has, pins
from sim.time.threads import VirtualEvent
from sim.wires import switched_on

__all__ = ["Chip", "EdgeEvent", "LineRequest", "LineSettings", "is_gpiochip_device", "line", "request_lines"]
__version__ = "2.2.0"
LABEL, LINES = "pinctrl-bcm2711", 58  # of a Pi 4
CHIPS = ("gpiochip0", "gpiochip4")
PULLS = {Bias.PULL_UP: True, Bias.PULL_DOWN: False}


@dataclass
class LineSettings:
    """How a line is wanted."""

    direction: Direction = Direction.AS_IS
    edge_detection: Edge = Edge.NONE
    bias: Bias = Bias.AS_IS
    drive: line.Drive = line.Drive.PUSH_PULL
    active_low: bool = False
    debounce_period: timedelta = timedelta()
    event_clock: line.Clock = line.Clock.MONOTONIC
    output_value: Value = Value.INACTIVE


@dataclass(frozen=True)
class EdgeEvent:
    """One edge."""

    class Type(Enum):
        """Up or down."""

        RISING_EDGE = 1
        FALLING_EDGE = 2

    event_type: Type
    timestamp_ns: int
    line_offset: int
    global_seqno: int  # which edge of all lines, from 1
    line_seqno: int  # which edge of this line


def is_gpiochip_device(path: str) -> bool:
    """Whether there is such a chip."""
    return path.removeprefix("/dev/") in CHIPS


def request_lines(
    path: str, consumer: str | None = None, config: Mapping[Any, LineSettings | None] | None = None, **_: Any
) -> LineRequest:
    """Take lines of a chip."""
    return Chip(path).request_lines(config or {}, consumer)


class LineRequest:
    """Lines that were taken, in version 2."""

    def __init__(self, config: Mapping[Any, LineSettings | None]) -> None:
        self._pins = pins(OWNER)
        self._counts: dict[int, int] = {}  # edges of each line
        self._settings: dict[int, LineSettings] = {}
        self._edges: deque[EdgeEvent] = deque()
        self._news = VirtualEvent(self._pins.board.threads)
        self._cancels: list[Any] = []
        self._take_all(config)

    def _take_all(self, config: Mapping[Any, LineSettings | None]) -> None:
        for names, settings in config.items():
            for offset in names if isinstance(names, tuple | list) else (names,):
                self._take(_offset(offset), settings or LineSettings())

    @property
    def offsets(self) -> list[int]:
        return list(self._settings)

    def _take(self, gpio: int, settings: LineSettings) -> None:
        self._settings[gpio] = settings
        if settings.direction is Direction.OUTPUT:
            self._pins.filter_edges(gpio, 0.0)
            self._pins.output(gpio, bool(settings.output_value) is not settings.active_low)
            return
        self._pins.listen(gpio, PULLS.get(settings.bias))
        self._pins.filter_edges(gpio, settings.debounce_period.total_seconds())
        if settings.edge_detection is not Edge.NONE:
            self._cancels.append(self._pins.call_on_edge(gpio, self._edge))

    def _edge(self, gpio: int, level: int, moment_s: float) -> None:
        rises = bool(level) is not self._settings[gpio].active_low
        wanted = self._settings[gpio].edge_detection
        if wanted is Edge.BOTH or rises is (wanted is Edge.RISING):
            kind = EdgeEvent.Type.RISING_EDGE if rises else EdgeEvent.Type.FALLING_EDGE
            self._counts[gpio] = count = self._counts.get(gpio, 0) + 1
            self._edges.append(EdgeEvent(kind, round(moment_s * 1e9), gpio, sum(self._counts.values()), count))
            self._news.set()

    def get_value(self, name: int | str) -> Value:
        """The level of one line."""
        gpio = _offset(name)
        return Value(int(self._pins.steady(gpio) is not self._settings[gpio].active_low))

    def get_values(self, names: Iterable[int | str] | None = None) -> list[Value]:
        return [self.get_value(each) for each in (self._settings if names is None else names)]

    def reconfigure_lines(self, config: Mapping[Any, LineSettings | None]) -> None:
        """Take them in another way from now on."""
        for cancel in self._cancels:
            cancel()
        self._cancels.clear()
        self._take_all(config)

    def set_value(self, name: int | str, value: Value) -> None:
        """Put a level out."""
        gpio = _offset(name)
        self._pins.write(gpio, bool(value) is not self._settings[gpio].active_low)

    def set_values(self, values: Mapping[int | str, Value]) -> None:
        """Put several levels out."""
        for name, value in values.items():
            self.set_value(name, value)

    def wait_edge_events(self, timeout: timedelta | float | None = None) -> bool:
        """Wait for an edge."""
        seconds = timeout.total_seconds() if isinstance(timeout, timedelta) else timeout
        if not self._edges:
            self._news.clear()
            self._news.wait(seconds)
        return bool(self._edges)

    def read_edge_events(self, max_events: int | None = None) -> list[EdgeEvent]:
        """The edges since the last question; waits for one when there is none."""
        self.wait_edge_events()
        count = max_events or len(self._edges)
        return [self._edges.popleft() for _ in range(min(count, len(self._edges)))]

    def release(self) -> None:
        """Give the lines back."""
        for cancel in self._cancels:
            cancel()
        for gpio in self._settings:
            self._pins.free(gpio)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


class ChipInfo(NamedTuple):
    """As gpiod's own of a chip."""

    name: str
    label: str
    num_lines: int


class LineInfo(NamedTuple):
    """As gpiod's own of a line."""

    offset: int
    name: str
    used: bool
    consumer: str


class Chip(Closes):
    """A GPIO chip: its lines are the GPIOs of the header. Raises FileNotFoundError for another one."""

    OPEN_BY_NAME = OPEN_BY_PATH = OPEN_BY_NUMBER = OPEN_LOOKUP = 1

    def __init__(self, name: str | int, how: int = 0) -> None:
        text = f"gpiochip{name}" if isinstance(name, int) or name.isdigit() else name.removeprefix("/dev/")
        if text not in CHIPS:
            raise FileNotFoundError(2, "No such file or directory", f"/dev/{text}")
        self._name = text

    def request_lines(
        self, config: Mapping[Any, LineSettings | None], consumer: str | None = None, **_: Any
    ) -> LineRequest:
        """Take lines, in version 2."""
        return LineRequest(config)

    def get_line(self, offset: int) -> Line:
        """One line, in version 1."""
        return Line(_offset(offset))

    def get_lines(self, offsets: Iterable[int]) -> LineBulk:
        """Several lines, in version 1."""
        return LineBulk([self.get_line(offset) for offset in offsets])

    def find_line(self, name: str) -> Line:
        """One line by its name."""
        return Line(_offset(name))

    def name(self) -> str:
        return self._name

    def get_info(self) -> ChipInfo:
        """What the chip is called, and how many lines it has, in version 2."""
        return ChipInfo(self._name, LABEL, LINES)

    def get_line_info(self, line: int | str) -> LineInfo:
        """Whether somebody has taken a line, in version 2."""
        number = _offset(line)
        owner = switched_on.board().pins[number].owner
        return LineInfo(number, f"GPIO{number}", owner is not None, owner or "")

    def line_offset_from_id(self, line: int | str) -> int:
        """A line's number by its name, in version 2. Raises OSError."""
        try:
            return _offset(line)
        except ValueError as error:
            raise FileNotFoundError(2, "No such file or directory") from error

    def close(self) -> None:
        """Nothing is left open."""


def _offset(name: int | str) -> int:
    """A line's number; `GPIO17` is one of its names. Raises ValueError."""
    number = int(name.upper().removeprefix("GPIO")) if isinstance(name, str) else name
    if not has(number):
        raise ValueError(f"no line {name} on this chip")
    return number
