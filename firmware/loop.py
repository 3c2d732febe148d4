"""The one loop of every project: sense, decide, act, report. It starts and ends SAFE, whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from devices import Backlog, Clock, Decision, Event, Message, Sink, Tick
from firmware.code_errors import in_code, place_of
from firmware.latches import InMemory, Latches, LatchKeeper, named
from firmware.law import Law, checked
from firmware.parts import Parts
from firmware.plan import LATCH_SAVED, UNDER_VOLTAGE
from firmware.worker import AtOnce, Worker

MAX_OVERRUNS = 10  # ticks in a row that came late; then the machine cannot keep up and the loop ends SAFE
STALL_TICKS = 3.0  # a turn that comes later than this is a restart: nobody controlled the parts meanwhile
LATE_S = 10.0  # a sink whose work has been waiting for this long has fallen behind

STARTED = Message("loop.started", "Started with all outputs safe.")
TIME_UP = Message("loop.time_up", "The run is over; all outputs are safe.")
STOPPED = Message("loop.stopped", "Asked to stop; all outputs are safe.")
LAW_FAILED = Message(
    "loop.law_failed", "The control law failed with {error}; all outputs were made safe. Check control.py."
)
PART_FAILED = Message(
    "loop.part_failed", "A part failed with {error}; all outputs were made safe. Check its driver and wires."
)
CODE_FAILED = Message(
    "loop.code_failed", "The project's own code failed with {error}; all outputs were made safe. Check that line."
)
TOO_SLOW = Message(
    "loop.too_slow", "{count} turns in a row came late; all outputs were made safe. Check what else this board runs."
)
NOT_SAFE = Message("loop.not_safe", "Disconnect the power now! An output could not be made safe: {error}.")
STALLED = Message(
    "loop.stalled",
    "Nothing was controlled for {seconds:span}; it begins again as after a restart. Check the card, and what else "
    "this board runs.",
)
SINK_LOST = Message(
    "loop.sink_lost", "{sink} stopped recording ({error}); the control goes on. Check the card: is it full?"
)
SINK_LATE = Message(
    "loop.sink_late", "{sink} has been waiting for {seconds:span} to record; the control goes on. Check the card."
)
SINK_BACK = Message("loop.sink_back", "{sink} records again; {lost} entries were left out.")
LATCHES_OLD = Message(
    "loop.latches_old", "The saved faults are of an older form: what they do not tell counts as latched."
)
LATCHES_LOST = Message(
    "loop.latches_lost", "The saved faults could not be read ({error}). Check the device before you trust it."
)


# When, what was sensed, what was decided, what the parts were told.
Turn = tuple[float, Any, Decision[Any, Any], Mapping[str, bool]]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended: `ok` is False for a failure. `error` is what was raised, for those who want the details."""

    ok: bool
    why: Message
    error: BaseException | None = None


class Loop:
    """Runs one law on its parts until told to stop: in one go with `run`, or slice by slice with `advance`.

    `latches` keeps what must survive a reboot; `worker` waits for their card. No turn waits for anything but its parts.
    Heartbeat relays and `feed_watchdog` are told of complete turns only, relays of none while a law cuts off. A turn
    that comes more than three ticks after the one before is a restart: outputs to SAFE, and the law begins with nothing
    but its latches.
    `under_voltage` says whether the board's own supply is too low; it must not wait either. `start_s` is the moment of
    the clock from which the run counts its seconds: now, by default. A loop that is left before its end must be closed,
    so that the outputs are put to SAFE.
    """

    def __init__(
        self,
        law: Law,
        parts: Parts,
        clock: Clock,
        sinks: Sequence[Sink] = (),
        *,
        tick_s: float = 1.0,
        latches: Latches | None = None,
        worker: Worker | None = None,
        feed_watchdog: Callable[[], None] | None = None,
        start_s: float | None = None,
        under_voltage: Callable[[], bool | None] = lambda: None,
    ) -> None:
        self.law = law
        self.parts = parts
        self.clock = clock
        self.sinks = list(sinks)
        self.tick_s = tick_s
        self.latches: Latches = latches or InMemory()
        self.feed_watchdog = feed_watchdog or (lambda: None)
        self._under_voltage = under_voltage
        self.end_s = inf  # the second of the run at which it is over
        self._until_s = -inf  # the moment of the clock at which the present slice is over
        self._life = self._live()
        self._ended: Ending | None = None
        self._asked_to_end: Ending | None = None
        self._start_s = clock.monotonic() if start_s is None else start_s
        self._state: Any = None
        self._why = STARTED
        self._newest: Turn | None = None
        self._told: Mapping[str, bool] | None = None
        self._latched: Any = None  # of the last complete turn, and what they ask of the heartbeat
        self._cut_off = False
        self._report_s = -inf
        self._heard: dict[int, Turn] = {}  # the turn that each sink heard last: none is told twice or missed
        self._late: dict[int, int] = {}  # sinks that have fallen behind, and how much they had lost before
        self._keeper = LatchKeeper(
            self.latches, worker or AtOnce(), law.as_saved, clock.monotonic, lambda why: self._event("fault", why)
        )

    def stop(self, why: Message = STOPPED, ok: bool = True) -> None:
        """Ask the loop to end after this turn. May be called from a signal handler."""
        if self._asked_to_end is None:
            self._asked_to_end = Ending(ok, why)

    def run(self, for_s: float = inf) -> Ending:
        """Run until that second of the run, or until stopped. Never raises an Exception: the answer is how it ended."""
        self.end_s = for_s
        ending = self.advance(inf)
        assert ending is not None
        return ending

    def advance(self, until_s: float) -> Ending | None:
        """Make every turn that is due before that second of the run; how the run ended, or None while it goes on.

        A run that is cut into slices is the same as one that is not. Between two slices the outputs stay as they are.
        Raises RuntimeError when the loop was closed or broken off.
        """
        self._until_s = self._start_s + until_s
        if self._ended is None:
            try:
                next(self._life)
            except StopIteration as end:
                if end.value is None:
                    raise RuntimeError("this run was left before its end: it cannot go on") from None
                self._ended = end.value
        return self._ended

    @property
    def newest(self) -> Turn | None:
        """The newest turn, for whoever looks now and then and need not hear of each; None before the first."""
        return self._newest

    def pause(self) -> None:
        """End the present slice as soon as the parts that are being read have answered."""
        self._until_s = -inf

    def close(self) -> None:
        """Put the outputs to SAFE if the run was left before its end; it cannot go on then."""
        self._life.close()

    def _live(self) -> Generator[None, None, Ending]:
        """The run, from SAFE to SAFE. It yields where a slice ends."""
        ending: Ending | None = None
        try:
            self._make_safe()
            self._event("start", STARTED)
            ending = yield from self._turns()
        except Exception as error:
            folder = self.law.folder
            own = folder is not None and place_of(error, folder) is not None
            ending = Ending(False, (CODE_FAILED if own else PART_FAILED)(error=in_code(error, folder)), error)
        finally:
            self._make_safe()
        self._keeper.finish()
        if self._newest is not None:
            self._report(self._newest, to_all=True)
        self._event("end" if ending.ok else "fault", ending.why)
        return ending

    def _turns(self) -> Generator[None, None, Ending]:
        law, parts, keeper, monotonic = self.law.module, self.parts, self._keeper, self.clock.monotonic
        beat, under_voltage = self._beat, self._under_voltage
        memory, told = self._boot(self.latches.load), None
        keeper.booted(memory.latched)
        last_s = tick_due_s = monotonic()
        overruns = 0
        while (now_s := (yield from self._next_turn(tick_due_s))) is not None:
            if now_s >= self._start_s + self.end_s:
                return Ending(True, TIME_UP)
            if now_s - last_s > STALL_TICKS * self.tick_s:
                memory, told, last_s = self._boot_again(memory.latched, now_s - last_s), None, now_s
            if not keeper.saved:
                keeper.look()
            parts.tell(LATCH_SAVED, keeper.saved)
            parts.tell(UNDER_VOLTAGE, under_voltage())
            sensed = parts.sensed(now_s)
            try:
                decision = checked(law.decide(sensed, memory, now_s - last_s), law)
            except (Exception, SystemExit) as error:
                return Ending(False, LAW_FAILED(error=in_code(error, self.law.folder)), error)
            last_s, memory = now_s, decision.memory
            commanded = parts.act(decision.action, now_s, decision.urgent)
            if memory.latched is not keeper.newest:
                keeper.keep(memory.latched)
            self._newest = (now_s, sensed, decision, commanded)
            if now_s >= self._report_s or commanded is not told or self._is_news(decision):
                told = commanded
                self._report(self._newest, to_all=False)
            beat(memory.latched)
            self.feed_watchdog()
            tick_due_s += self.tick_s
            now_s = monotonic()
            if now_s < tick_due_s:
                overruns = 0
                continue
            tick_due_s = now_s
            overruns += 1
            if overruns >= MAX_OVERRUNS:
                return Ending(False, TOO_SLOW(count=overruns))
        assert self._asked_to_end is not None
        return self._asked_to_end

    def _next_turn(self, due_s: float) -> Generator[None, None, float | None]:
        """Sample the parts until the turn is due; the moment when it is, or None when the loop was asked to end."""
        parts, monotonic, sleep = self.parts, self.clock.monotonic, self.clock.sleep
        while self._asked_to_end is None:
            sample_due_s = parts.sample_due()
            now_s = monotonic()
            is_due = now_s >= due_s
            wake_s = now_s if is_due else max(now_s, min(due_s, sample_due_s))
            while wake_s >= self._until_s:
                sleep(max(0.0, self._until_s - now_s))
                yield
                now_s = monotonic()
            if is_due:
                return now_s
            sleep(max(0.0, wake_s - now_s))
        return None

    def _beat(self, latched: Any) -> None:
        """Tell the heartbeat relays of a complete turn, unless the law wants them to drop."""
        if latched is not self._latched:
            self._latched, self._cut_off = latched, self.law.cuts_off(latched)
        if not self._cut_off:
            self.parts.beat()

    def _is_news(self, decision: Decision[Any, Any]) -> bool:
        """Whether the state or the kind of reason changed since the last event."""
        return decision.memory.state is not self._state or decision.why.key != self._why.key

    def _report(self, turn: Turn, to_all: bool) -> None:
        """Tell every sink that wants this tick; all of them when something changed."""
        now_s, sensed, decision, commanded = turn
        if self._is_news(decision):
            self._state, self._why = decision.memory.state, decision.why
            self._event("state", decision.why)
            to_all = True
        t_s = now_s - self._start_s
        to_all = to_all or commanded is not self._told
        self._told = commanded
        tick = Tick(t_s, sensed, decision.action, decision.memory.state.name, decision.why, commanded, self.parts)
        for sink in self.sinks:
            if (to_all or t_s >= sink.due_s) and self._heard.get(id(sink)) is not turn:
                self._heard[id(sink)] = turn
                self._hand(sink, sink.tick, tick)
        self._report_s = self._start_s + min([sink.due_s for sink in self.sinks], default=inf)

    def _hand(self, sink: Sink, tell: Callable[[Any], None], what: Tick | Event) -> None:
        """Tell one sink. One that fails is dropped, the others are told, and the control goes on."""
        if not any(each is sink for each in self.sinks):
            return  # dropped a moment ago
        try:
            tell(what)
            if sink.backlog is not None:
                self._watch(sink, sink.backlog)
        except Exception as error:
            self.sinks = [each for each in self.sinks if each is not sink]
            self._event("fault", SINK_LOST(sink=type(sink).__name__, error=named(error)))

    def _watch(self, sink: Sink, backlog: Backlog) -> None:
        """Say when a slow sink falls behind, and when it has caught up. Raises what ended its work."""
        if backlog.error is not None:
            raise backlog.error
        late_s, lost = backlog.late_s, backlog.lost
        if late_s >= LATE_S and id(sink) not in self._late:
            self._late[id(sink)] = lost
            self._event("fault", SINK_LATE(sink=type(sink).__name__, seconds=late_s))
        elif late_s < LATE_S and id(sink) in self._late:
            self._event("fault", SINK_BACK(sink=type(sink).__name__, lost=lost - self._late.pop(id(sink))))

    def _boot(self, load: Callable[[], dict[str, Any] | None]) -> Any:
        """The memory that a life of the program begins with."""
        try:
            saved = load()
            memory = self.law.boot(saved)
            if saved is not None and len(saved) < len(memory.latched):
                self._event("fault", LATCHES_OLD)
            return memory
        except Exception as error:  # whatever is wrong with them, the law hears that they are lost
            self._event("fault", LATCHES_LOST(error=named(error)))
            return self.law.boot_without_latches()

    def _boot_again(self, latched: Any, seconds: float) -> Any:
        """What a restart does, after a while in which nothing was controlled; the latches are the newest."""
        self._event("fault", STALLED(seconds=seconds))
        self._make_safe()
        self._state = None
        self._event("start", STARTED)
        return self._boot(lambda: self.law.as_saved(latched))

    def _make_safe(self) -> None:
        for failure in self.parts.make_safe():
            self._event("fault", NOT_SAFE(error=named(failure)))

    def _event(self, kind: str, why: Message) -> None:
        state = "BOOT" if self._state is None else self._state.name
        event = Event(self.clock.monotonic() - self._start_s, kind, state, why)
        for sink in self.sinks:
            self._hand(sink, sink.event, event)
