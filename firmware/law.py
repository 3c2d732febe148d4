"""What every control law exports, and the check that it does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import isfinite
from pathlib import Path
from types import ModuleType
from typing import Any

from devices import Decision, Message, WiringError

EXPORTS = ("State", "Sensed", "Action", "Latched", "Memory", "SAFE", "SAFETY_INPUTS", "safe_action", "decide")

MISSING_EXPORT = Message("law.missing", "{file} has no {name}.")
MISSING_EXPORT_HINT = Message("law.missing.hint", "A control law needs {names}. Look at a shipped project.")
NO_STATE_LOST = Message("law.no_state_lost", "{file}: Latched has no state_lost.")
NO_STATE_LOST_HINT = Message(
    "law.no_state_lost.hint",
    "Add state_lost: bool = False. It is True at a start whose saved latches cannot be read: treat it as latched.",
)
UNKNOWN_INPUT = Message("law.unknown_input", "SAFETY_INPUTS names {name}, which is not a field of Sensed.")


@dataclass(frozen=True, slots=True)
class Law:
    """A control law as the loop uses it: pure functions and plain data from a project's control.py."""

    module: ModuleType
    sensed: tuple[str, ...]
    actions: tuple[str, ...]

    @property
    def folder(self) -> Path | None:
        """The folder of the project; None for a law that comes from no file."""
        file = getattr(self.module, "__file__", None)
        return None if file is None else Path(file).parent

    @property
    def safe(self) -> Any:
        """The action before the first tick and after the last."""
        return self.module.SAFE

    @property
    def safety_inputs(self) -> frozenset[str]:
        """The fields of Sensed whose None brings the safe action on that tick."""
        found: frozenset[str] = self.module.SAFETY_INPUTS
        return found

    def cuts_off(self, latched: Any) -> bool:
        """Whether these latches ask the heartbeat to fall silent, so that its relay takes the supply of what stays on.

        A law says so with a function of this name; it may leave it out.
        """
        asks = getattr(self.module, "cuts_off", None)
        return asks is not None and bool(asks(latched))

    def alarm(self, state: Any) -> str:
        """What a state means to people far away: `danger`, `trouble` (mend the device), or `none`.

        A law says so with DANGER and TROUBLE, sets of its states; it may leave them out.
        """
        if state in getattr(self.module, "DANGER", ()):
            return "danger"
        return "trouble" if state in getattr(self.module, "TROUBLE", ()) else "none"

    def alarms(self) -> dict[str, str]:
        """The same for every state by its name."""
        return {state.name: self.alarm(state) for state in self.module.State}

    def boot(self, saved: dict[str, Any] | None = None) -> Any:
        """The memory a run begins with; `saved` are the latches of the state file, None at the very first start.

        A file of an older form keeps what it tells; for a latch that it lacks, `state_lost` is set. Raises ValueError
        when a latch is not of its type, or is no value of its Enum (whose `_missing_` may know older forms): such a
        file cannot be trusted.
        """
        if saved is None:
            return self.module.Memory()
        usual = self.module.Latched()._asdict()
        latched = {name: _restored(name, saved[name], value) for name, value in usual.items() if name in saved}
        if len(latched) < len(usual):
            latched["state_lost"] = True
        return self.module.Memory(latched=self.module.Latched(**latched))

    def as_saved(self, latched: Any) -> dict[str, Any]:
        """The latches as the state file keeps them: plain values, of an Enum its `value`. `boot` is the way back."""
        return {name: latch.value if isinstance(latch, Enum) else latch for name, latch in latched._asdict().items()}

    def boot_without_latches(self) -> Any:
        """The memory after a state file that cannot be read: a law with latches is told by its latch `state_lost`."""
        latched = self.module.Latched()
        if latched._fields:
            latched = latched._replace(state_lost=True)
        return self.module.Memory(latched=latched)

    def decide(self, sensed: Any, memory: Any, dt_s: float) -> Decision[Any, Any]:
        """One decision."""
        return checked(self.module.decide(sensed, memory, dt_s), self.module)


def checked(decision: Any, law: ModuleType) -> Decision[Any, Any]:
    """What `decide` of this law gave, if it is a decision. Raises TypeError: most often a `return` is missing."""
    if not isinstance(decision, Decision):
        raise TypeError(f"decide returned {type(decision).__name__}, not a Decision")
    action, memory, why, _ = decision
    if isinstance(action, law.Action) and isinstance(memory, law.Memory) and isinstance(why, Message):
        if isinstance(memory.state, Enum):
            return decision
        raise _unfit(memory.state, "memory.state", "State")
    if not isinstance(action, law.Action):
        raise _unfit(action, "action", "Action")
    raise _unfit(why, "why", "Message") if isinstance(memory, law.Memory) else _unfit(memory, "memory", "Memory")


def _unfit(value: object, name: str, kind: str) -> TypeError:
    return TypeError(f"decide returned {type(value).__name__} as {name}, not {kind}")


def _restored(name: str, saved: Any, usual: Any) -> Any:
    if isinstance(usual, Enum) and saved is not None:
        latch = type(usual)(saved)
        if latch.value != saved or type(latch.value) is type(saved):  # False == 0, and yet is no value of the Enum
            return latch
    if type(usual) is float and type(saved) is int:
        saved = float(saved)
    if type(saved) is not type(usual) or (isinstance(saved, float) and not isfinite(saved)):
        raise ValueError(f"the latch {name} is {saved!r}, not {type(usual).__name__}")
    return saved


def law_of(module: ModuleType) -> Law:
    """The law in a control module. Raises WiringError that names what is missing."""
    for name in EXPORTS:
        if not hasattr(module, name):
            hint = MISSING_EXPORT_HINT(names=", ".join(EXPORTS))
            raise WiringError(MISSING_EXPORT(file=module.__file__, name=name), hint)
    for name in ("Sensed", "Action", "Latched", "Memory"):
        if not hasattr(getattr(module, name), "_fields"):
            raise WiringError(MISSING_EXPORT(file=module.__file__, name=f"{name}(NamedTuple)"))
    if module.Latched._fields and "state_lost" not in module.Latched._fields:
        raise WiringError(NO_STATE_LOST(file=module.__file__), NO_STATE_LOST_HINT)
    sensed = module.Sensed._fields
    for name in sorted(module.SAFETY_INPUTS):
        if name not in sensed:
            raise WiringError(UNKNOWN_INPUT(name=name))
    return Law(module, sensed, module.Action._fields)
