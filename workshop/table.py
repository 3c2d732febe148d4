"""A board on the table: its parts are opened a few at a time, and an output is on only for moments.

All outputs are held off from the first moment to the last, whatever a program before left on its pins. A part that
cannot be opened hides no other. On a virtual board time is virtual too, so nothing here waits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from math import inf
from typing import Any, Protocol

from devices import Clock, HeartbeatPart, HighlandError, Message, OutputPart, Wiring
from firmware.parts import Parts
from firmware.plan import Plan, PlannedPart
from firmware.project import Project
from wiring.links import links
from wiring.show import goes_to

NOT_OPENED = Message("table.not_opened", "{part} could not be opened: {error}.")
NOT_OPENED_HINT = Message(
    "table.not_opened.hint", "Check that no other program uses its pins, and that the libraries are installed."
)

BEAT_S = 0.5  # chosen: a heartbeat relay waits 4.5 s
BRIEF_S = 3.0  # chosen: enough to hear a relay; the heater warms its plate by less than 1 K, 3 s of gas are 0.2 g
LONG_S = 300.0  # chosen: a pump fills a bucket
BRIEF_DRIVERS = ("relay", "uv_lamp")  # a bare relay may switch a heater
GAS_DRIVERS = ("mq", "mq7")  # where one of these is wired, a valve lets gas through
DEAD_MAN_S = 1.0  # after the latest moment; then another thread switches off


class World(Protocol):
    """What a virtual board offers in place of a person with hands and eyes."""

    def hold(self, felt: str, value: float | bool) -> None:
        """Make this true where the part is: `hold("reset_pressed", True)`."""
        ...

    def let_go(self, felt: str) -> None:
        """Let the world decide again."""
        ...

    def true(self, felt: str) -> float | bool:
        """What is true where the part is."""
        ...

    def powered(self) -> frozenset[str]:
        """The outputs that have power now, by the names of their parts."""
        ...

    def holding(self) -> frozenset[str]:
        """The heartbeat relays that hold now."""
        ...


class Table:
    """One board on the table. Use it with `with`: after that every output is off and every pin free.

    `board` is its model; `is_dated`: its date can be believed. `world` is there on a virtual board alone, which is what
    `simulated` says.
    """

    def __init__(
        self,
        project: Project,
        plan: Plan,
        clock: Clock,
        board: str | Message,
        world: World | None = None,
        is_dated: bool = True,
    ) -> None:
        self.project = project
        self.plan = plan
        self.clock = clock
        self.board = board
        self.world = world
        self.is_dated = is_dated
        self.outputs: dict[str, OutputPart] = {}
        self.unopened: dict[str, HighlandError] = {}
        self._hearts: list[HeartbeatPart] = []
        self._beats = 0  # how many want the heartbeat now
        self._off_at_s = inf
        self._stack = ExitStack()

    @property
    def simulated(self) -> bool:
        """Whether no real wire is touched: everything that is seen must then say SIM."""
        return self.world is not None

    def __enter__(self) -> Table:
        try:
            for planned in self.plan.parts:
                if issubclass(planned.kind, (OutputPart, HeartbeatPart)):
                    self._hold_off(planned)
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.all_off()
        finally:
            self._stack.close()

    def planned(self, name: str) -> PlannedPart:
        """The part of the plan with that name. Raises KeyError."""
        for part in self.plan.parts:
            if part.wired.name == name:
                return part
        raise KeyError(name)

    def wire_of(self, name: str) -> Message:
        """Where a part's signal wire goes: its GPIO and pin, its address, or the input of a converter."""
        return goes_to(links(Wiring((self.planned(name).wired,)))[0])

    # Sensors

    @contextmanager
    def opened(self, *names: str, plainly: bool = False, plan: Plan | None = None) -> Iterator[Parts]:
        """These sensors, with their converters and sources, open until the block ends. Raises HighlandError.

        `plainly`: each value as it comes, at once and at the driver's own pace, without filters and warm-up; `plan` is
        another plan than the table's.
        """
        wanted = (plan or self.plan).only(names)
        with self._parts(wanted.plainly() if plainly else wanted, *names) as parts:
            yield parts

    def wait(self, seconds: float, parts: Parts | None = None) -> None:
        """Let time pass; `parts` are read as often as a loop would. Heartbeat and longest times are kept meanwhile."""
        monotonic = self.clock.monotonic
        until_s = monotonic() + seconds
        while True:
            now_s = monotonic()
            if now_s >= self._off_at_s:
                self.all_off()
            due_s = inf if parts is None else parts.sample_due()
            if self._beats:
                for heart in self._hearts:
                    heart.beat()
            now_s = monotonic()
            if now_s >= until_s:
                return
            self.clock.sleep(max(min(until_s - now_s, BEAT_S, self._off_at_s - now_s, due_s - now_s), 0.001))

    # Outputs

    @contextmanager
    def heartbeat(self) -> Iterator[None]:
        """Feed the heartbeat relay in every `wait` of the block, so that what it cuts can be switched."""
        self._beats += 1
        try:
            yield
        finally:
            self._beats -= 1

    @contextmanager
    def on(self, *names: str, at_most_s: float = BRIEF_S) -> Iterator[None]:
        """Switch these outputs on and all others off; all are off when the block ends, and after `at_most_s`.

        A heater, a UV lamp and a gas valve are never on for more than BRIEF_S. Raises KeyError for one that is not
        open. The heartbeat is fed meanwhile.
        """
        outputs = [self.outputs[name] for name in names]
        limit_s = min([at_most_s, *(longest_on_s(self.plan, name) for name in names)])
        self.all_off()
        dead_man = _DeadMan(limit_s + DEAD_MAN_S, self.all_off) if not self.simulated else None
        try:
            self._off_at_s = self.clock.monotonic() + limit_s
            with self.heartbeat():
                for output in outputs:
                    output.write(True)
                yield
        finally:
            self.all_off()
            if dead_man is not None:
                dead_man.cancel()

    def lets_gas_through(self, name: str) -> bool:
        """Whether it is a valve where gas may come: a gas sensor is wired beside it."""
        return lets_gas_through(self.plan, name)

    def guard_of(self, name: str) -> str | None:
        """The heartbeat relay in the supply of this output, or None."""
        for part in self.plan.parts:
            if issubclass(part.kind, HeartbeatPart) and name in part.wired.options["cuts"]:
                return part.wired.name
        return None

    def invert(self, name: str) -> None:
        """Somebody saw that it is on at OFF: from now on it is held the other way round, so that it is off."""
        self.outputs[name] = _Inverted(self.outputs[name])
        self.outputs[name].write(False)

    def all_off(self) -> None:
        """Switch every output off, each whatever the others do. Raises the first error afterward."""
        self._off_at_s = inf
        first: BaseException | None = None
        for output in self.outputs.values():
            try:
                output.write(False)
            except BaseException as error:  # a Ctrl-C too: the others still come
                first = first or error
        if first is not None:
            raise first

    def _hold_off(self, planned: PlannedPart) -> None:
        name = planned.wired.name
        try:
            parts = self._parts(self.plan.only([name]), name)
        except HighlandError as error:
            self.unopened[name] = error
            return
        self._stack.enter_context(parts)
        if planned.switching is not None:
            self.outputs[name] = parts.actuators[planned.switching.name].part
        else:
            self._hearts += parts.hearts

    def _parts(self, plan: Plan, *names: str) -> Parts:
        try:
            return Parts(plan, self.clock)
        except HighlandError:
            raise
        except Exception as error:  # any error of a hardware library, with its own text
            refused = NOT_OPENED(part=", ".join(names), error=f"{type(error).__name__}: {error}")
            raise HighlandError(refused, NOT_OPENED_HINT) from error


def longest_on_s(plan: Plan, name: str) -> float:
    """How long an output may be on, in seconds."""
    drivers = {part.wired.name: part.wired.driver for part in plan.parts}
    return BRIEF_S if lets_gas_through(plan, name) or drivers[name] in BRIEF_DRIVERS else LONG_S


def lets_gas_through(plan: Plan, name: str) -> bool:
    """Whether it is a valve where gas may come."""
    drivers = {part.wired.name: part.wired.driver for part in plan.parts}
    return drivers[name] == "valve" and not set(GAS_DRIVERS).isdisjoint(drivers.values())


class _Inverted(OutputPart):
    """An output whose relay module is of the other kind than wiring.toml says."""

    def __init__(self, part: OutputPart) -> None:
        self._part = part

    def write(self, on: bool) -> None:
        self._part.write(not on)


class _DeadMan:
    """Calls `act` after so many real seconds, also when the program hangs, unless it is cancelled before."""

    def __init__(self, seconds: float, act: Callable[[], Any]) -> None:
        self._timer = threading.Timer(seconds, act)
        self._timer.daemon = True
        self._timer.start()

    def cancel(self) -> None:
        self._timer.cancel()
