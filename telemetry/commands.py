"""A remote command is a press of a button, and of no other part: the law decides, so no interlock can be overridden.

Only a button with `remote = true` in wiring.toml may be pressed. A command has an id and an expiry time, and is never a
retained message: one that waited in a broker through an outage must not act days later. Each is answered with an event
that says whether it was accepted, and why not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from devices import Message, Sensor
from telemetry.envelope import Times
from telemetry.fields import BadRecord, Number, OneOf, Text, decode, encode, parsed
from telemetry.record import COMMAND_ID
from telemetry.topics import PART

PRESS = "PRESS"
LONGEST_S = 300.0  # how far in the future a command may expire
LONGEST_PAYLOAD = 1024  # bytes
REMEMBERED = 100  # remembered ids, to detect a command sent twice
NO_PART = "unknown"

TAKEN = Message("command.pressed", "The button {part} was pressed remotely. The law decides what follows.")
NOT_A_COMMAND = Message("command.malformed", "Refused: the command for {part} is invalid.")
NOT_THERE = Message("command.no_part", "Refused: there is no part {part}.")
NOT_REMOTE = Message("command.not_remote", "Refused: {part} cannot be pressed remotely. Go to the device and check it.")
DECIDED_HERE = Message("command.law_decides", "Refused: only the control law switches {part}.")
EXPIRED = Message("command.expired", "Refused: the command for {part} has expired.")
TOO_FAR = Message("command.too_far", "Refused: a command for {part} may be valid for at most {longest_s:span}.")
REPEATED = Message("command.repeated", "Refused: this command for {part} was already received.")
RETAINED = Message("command.retained", "Refused: a command for {part} must not be a retained message.")
CLOCK_UNSURE = Message(
    "command.clock_unsure",
    "Refused: this device's clock is not set, so it cannot tell whether the command for {part} is old.",
)


@dataclass(frozen=True, slots=True)
class Command:
    """What presses a button; `expires` in seconds since 1970 UTC."""

    id: Annotated[str, Text(COMMAND_ID)]
    value: Annotated[str, OneOf((PRESS,))]
    expires: Annotated[float, Number()]


class Answer(NamedTuple):
    """The outcome of a command."""

    id: str
    part: str
    accepted: bool
    why: Message

    def as_json(self) -> dict[str, Any]:
        """For the record of the answer."""
        return {"id": self.id, "part": self.part, "accepted": self.accepted, "reason": self.why.key}


def remote_parts(sensors: Mapping[str, Sensor]) -> tuple[str, ...]:
    """The buttons that may be pressed remotely."""
    return tuple(name for name, sensor in sensors.items() if getattr(sensor.part, "remote", False))


class Commands:
    """Judges commands and presses buttons; call it from the control's own thread."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self._seen: deque[str] = deque(maxlen=REMEMBERED)

    def take(
        self,
        payload: bytes,
        part: str,
        retained: bool,
        sensors: Mapping[str, Sensor],
        actuators: Mapping[str, Any],
    ) -> Answer:
        """Press the button, or say why not."""
        shown = part if PART.fullmatch(part) else NO_PART
        found = _parsed(payload)
        id_ = found.id if found is not None else ""
        why = self._refused(found, shown, retained, sensors, actuators)
        if why is None:
            self._seen.append(id_)
            sensors[part].part.tap()  # type: ignore[attr-defined]  # a part with remote = true has it
        return Answer(id_, shown, why is None, why or TAKEN(part=shown))

    def _refused(
        self,
        found: Command | None,
        part: str,
        retained: bool,
        sensors: Mapping[str, Sensor],
        actuators: Mapping[str, Any],
    ) -> Message | None:
        now = self._times.wall()
        if retained:
            return RETAINED(part=part)
        if part in actuators:
            return DECIDED_HERE(part=part)
        if part not in sensors:
            return NOT_THERE(part=part)
        if part not in remote_parts(sensors):
            return NOT_REMOTE(part=part)
        if found is None:
            return NOT_A_COMMAND(part=part)
        if not self._times.sure(now):
            return CLOCK_UNSURE(part=part)
        if found.expires <= now:
            return EXPIRED(part=part)
        if found.expires > now + LONGEST_S:
            return TOO_FAR(part=part, longest_s=LONGEST_S)
        return REPEATED(part=part) if found.id in self._seen else None


def command(id_: str, expires: float) -> bytes:
    """The payload that presses a button; `expires` in seconds since 1970 UTC."""
    return encode(Command(id_, PRESS, expires))


def _parsed(payload: bytes) -> Command | None:
    """A command from the network, or None."""
    try:
        found = decode(Command, parsed(payload, LONGEST_PAYLOAD))
    except BadRecord:
        return None
    return found if found.id else None
