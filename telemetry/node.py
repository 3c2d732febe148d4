"""A sink that turns what the loop reports into records, snapshots and answers. It never waits.

A reading goes out every `every_s` seconds of the run; events at once. A snapshot follows each. Names that a pupil chose
freely (states, reasons, a project's folder) are converted to the form that a hub accepts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import isfinite
from queue import Empty
from types import MappingProxyType
from typing import Any, NamedTuple

from devices import Clock, Event, Message, Reading, Sink, Tick
from telemetry.card.outbox import PendingRecord
from telemetry.commands import Commands, remote_parts
from telemetry.courier import Courier
from telemetry.envelope import Times, learned_from
from telemetry.fields import LONGEST_TEXT, MAX_FIELDS, Value, encode
from telemetry.record import EVENT as AN_EVENT
from telemetry.record import READING, SIM, SURE, UNSURE, Content, Snapshot

DIGITS = 5  # of a value: more than any of these sensors resolves
COMMANDS_S = 1.0  # how often commands are polled, if any button is remote
EVERY_S = 60.0  # a reading a minute

Said = Callable[[Message], Mapping[str, str]]  # a sentence in English and Vietnamese


class NodeInfo(NamedTuple):
    """What every record of a run contains. `dates` gives the date in a simulated world; None on a real board.

    `alarms` gives the meaning of each state for people: danger, trouble or none. `names` are those of a project that
    the hub does not have: {identifier: {"en", "vi"}}.
    """

    node: str
    project: str
    provenance: str
    alarms: Mapping[str, str]
    dates: Clock | None = None
    names: Mapping[str, Mapping[str, str]] = MappingProxyType({})


class Telemetry(Sink):
    """Give it to the loop. `said` puts a sentence into both languages."""

    def __init__(
        self, who: NodeInfo, courier: Courier, said: Said, *, every_s: float = EVERY_S, times: Times | None = None
    ) -> None:
        if (who.provenance == SIM) != (who.dates is not None):
            raise ValueError("only a simulated run has its own dates")
        self.who = who
        self.due_s = 0.0
        self._courier, self._said, self._every_s = courier, said, every_s
        self.backlog = courier
        self._times = times or Times()
        self._commands = Commands(self._times)
        self._reading_due_s = 0.0
        self._shown: object = None

    def tick(self, tick: Tick) -> None:
        """A reading when it is time; commands; the snapshot after a change."""
        remote = remote_parts(tick.parts.sensors)
        if remote or not self._courier.orders.empty():
            self._obey(tick)
        is_due = tick.t_s >= self._reading_due_s
        if is_due:
            self._reading_due_s = (tick.t_s // self._every_s + 1.0) * self._every_s
            readings, commanded = _values(tick.readings()), _switches(tick.commanded)
            self._post(READING, tick.t_s, tick.state, tick.why, readings=readings, commanded=commanded)
        if is_due or (tick.state, tick.why, tick.commanded) != self._shown:
            self._shown = (tick.state, tick.why, tick.commanded)
            self._show(tick, remote)
        self.due_s = min(self._reading_due_s, tick.t_s + COMMANDS_S) if remote else self._reading_due_s

    def event(self, event: Event) -> None:
        """Send it at once."""
        self._event(event.kind, event.t_s, event.state, event.why)

    def _obey(self, tick: Tick) -> None:
        while True:
            try:
                payload, part, retained = self._courier.orders.get_nowait()
            except Empty:
                return
            answer = self._commands.take(payload, part, retained, tick.parts.sensors, tick.commanded)
            self._event("command", tick.t_s, tick.state, answer.why, command=answer.as_json())

    def _event(self, kind: str, t_s: float, state: str, why: Message, **more: Any) -> None:
        urgent = kind == "fault" or (kind != "press" and self.who.alarms.get(state, "none") != "none")
        self._post(AN_EVENT, t_s, state, why, event=kind, urgent=urgent, said=self._in_both(why), **more)

    def _post(self, kind: str, t_s: float, state: str, why: Message, **more: Any) -> None:
        who, wall = self.who, self._times.wall()
        is_sure = self._times.sure(wall)
        content = Content(
            clock=SURE if is_sure else UNSURE,
            clock_source=learned_from(self._times) if is_sure else "",
            provenance=who.provenance,
            project=project_name(who.project),
            t_s=t_s,
            kind=kind,
            state=state_name(state),
            why=key_name(why.key),
            sim_ts=self._sim_ts(),
            **more,
        )
        self._courier.post(PendingRecord(wall, self._times.mono(), kind == AN_EVENT, encode(content)))

    def _sim_ts(self) -> float | None:
        return None if self.who.dates is None else self.who.dates.now().timestamp()

    def _show(self, tick: Tick, remote: tuple[str, ...]) -> None:
        who = self.who
        snapshot = Snapshot(
            node=who.node,
            provenance=who.provenance,
            project=project_name(who.project),
            ts=self._times.wall(),
            t_s=tick.t_s,
            state=state_name(tick.state),
            why=key_name(tick.why.key),
            alarm=who.alarms.get(tick.state, "none"),
            said=self._in_both(tick.why),
            readings=_values(tick.readings()),
            commanded=_switches(tick.commanded),
            backlog=self._courier.waiting,
            dropped=self._courier.dropped,
            period_s=self._every_s,
            sim_ts=self._sim_ts(),
            remote=remote,
            names=who.names,
            clock_source=self._times.source(),
            **self._courier.told(),
        )
        self._courier.show(snapshot.encode())

    def _in_both(self, message: Message) -> dict[str, str]:
        return {lang: text.strip()[:LONGEST_TEXT] for lang, text in self._said(message).items()}


def _values(readings: Mapping[str, Reading]) -> dict[str, Value]:
    return {name: _value(each) for name, each in list(readings.items())[:MAX_FIELDS]}


def _value(reading: Reading) -> Value:
    """A value that can be trusted, or None with the reason: an old value is never shown as new."""
    quality = reading.quality.value
    value = reading.value if quality == "good" else None
    if isinstance(value, float):
        value = float(f"{value:.{DIGITS}g}") if isfinite(value) else None
    return Value(value, reading.unit, quality)


def _switches(commanded: Mapping[str, bool]) -> dict[str, bool]:
    return dict(list(commanded.items())[:MAX_FIELDS])


def state_name(state: str) -> str:
    """A state as a hub accepts it: `[A-Z][A-Z0-9_]*`, 32 at most."""
    return re.sub(r"[^A-Z0-9_]", "_", state.upper()).lstrip("_0123456789")[:32] or "STATE"


def key_name(key: str) -> str:
    """The key of a reason as a hub accepts it: `[a-z0-9_.]*`, 64 at most."""
    return re.sub(r"[^a-z0-9_.]", "_", key.lower())[:64] or "none"


def project_name(name: str) -> str:
    """The name of a project as a hub accepts it, 64 at most."""
    return re.sub(r"[^A-Za-z0-9_ .-]", "_", name).lstrip(" .-")[:64] or "project"
