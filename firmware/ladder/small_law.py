"""A law small enough for a lesson: one function `law`; what every law needs beside it is added here.

    def law(sensed, before):
        return state, action, why

A project that is made from another one (project.toml) may have such a control.py. States, Sensed and Action are those
of the other project. A fourth value that the law returns is its note: it gets it back as `before.note` on the next
tick. States in KEPT outlive a power cut.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from types import ModuleType
from typing import Any, NamedTuple

from devices import Decision, OutputPart, Wiring
from drivers import find

HARMLESS = ("lamp", "buzzer")  # drivers of what nobody is hurt by, on or off: all that a law of a lesson may switch
WHOLE = "__whole_law__"
FROM_BASE = ("State", "Sensed", "Action", "SAFE", "DANGER", "TROUBLE")


class Before(NamedTuple):
    """What a small law knows of the ticks before this one, its times counted up to now."""

    state: Any
    state_s: float  # how long it has been in that state
    on_s: Any  # an Action of seconds: how long each output has been on; 0 while it is off
    dt_s: float  # since the last tick
    note: Any  # what the law returned behind its reason; None at first


def is_small(module: ModuleType) -> bool:
    """Whether a control module has the function `law` and leaves the rest to this file."""
    return callable(getattr(module, "law", None)) and not hasattr(module, "decide")


def has_loads(wiring: Wiring) -> bool:
    """Whether anything is switched that is neither a lamp nor a buzzer. Raises WiringError for an unknown driver."""
    return any(issubclass(find(part.driver), OutputPart) and part.driver not in HARMLESS for part in wiring.parts)


def completed(small: ModuleType, base: ModuleType) -> ModuleType:
    """The module of a whole law: the function `law` of `small`, in the words of the project that it is made from."""
    known = vars(small).get(WHOLE)
    if isinstance(known, ModuleType):
        return known  # made once: a Memory of one making is none of another
    whole = ModuleType(f"{small.__name__}.whole", small.__doc__)
    whole.__file__ = small.__file__
    for name in FROM_BASE:
        if hasattr(base, name) or hasattr(small, name):
            setattr(whole, name, getattr(small, name, getattr(base, name, None)))
    safe = whole.SAFE
    kept = tuple(getattr(small, "KEPT", ()))
    latched = _latched_kind(next(iter(whole.State))) if kept else NoLatches
    memory = _memory_kind(next(iter(whole.State)), latched(), whole.Action(*(0.0 for _ in safe)), safe)
    urgent = frozenset(getattr(whole, "DANGER", ())) | frozenset(getattr(whole, "TROUBLE", ()))
    vars(whole).update(
        Latched=latched,
        Memory=memory,
        SAFETY_INPUTS=frozenset(getattr(small, "SAFETY_INPUTS", ())),
        safe_action=_safe_action(getattr(small, "safe_action", None), safe, kept),
        decide=_decide(small.law, kept, urgent, whole.Action),
    )
    setattr(small, WHOLE, whole)
    return whole


class NoLatches(NamedTuple):
    """Nothing outlives a power cut."""


def _latched_kind(first: Enum) -> type[Any]:
    class Latched(NamedTuple):
        """The state that outlives a power cut: one of KEPT, or the first state for none."""

        state: Any = first
        state_lost: bool = False

    return Latched


def _memory_kind(first: Enum, none: Any, at_once: Any, safe: Any) -> type[Any]:
    class Memory(NamedTuple):
        """All that is remembered from one tick to the next."""

        state: Any = first
        latched: Any = none
        state_s: float = 0.0
        on_s: Any = at_once
        action: Any = safe
        note: Any = None
        begun: bool = False

    return Memory


def _decide(
    law: Callable[..., Any], kept: tuple[Any, ...], urgent: frozenset[Any], action_kind: type[Any]
) -> Callable[..., Any]:
    def decide(sensed: Any, memory: Any, dt_s: float) -> Decision[Any, Any]:
        """One tick: the law's own answer, and what to remember of it."""
        state = memory.state if memory.begun else _first_state(memory, kept)
        on_s = action_kind(*(s + dt_s if on else 0.0 for s, on in zip(memory.on_s, memory.action, strict=True)))
        before = Before(state, memory.state_s + dt_s, on_s, dt_s, memory.note)
        after, action, why, note = _answer(law(sensed, before))
        state_s = before.state_s if after is state else 0.0
        if isinstance(action, action_kind):
            on_s = action_kind(*(s if on else 0.0 for s, on in zip(on_s, action, strict=True)))
        latched = memory.latched
        if kept:
            latched = type(latched)(after) if after in kept else type(latched)()
        remembered = memory._replace(
            state=after, latched=latched, state_s=state_s, on_s=on_s, action=action, note=note, begun=True
        )
        return Decision(action, remembered, why, after in urgent)

    return decide


def _safe_action(own: Callable[[Any], Any] | None, safe: Any, kept: tuple[Any, ...]) -> Callable[[Any], Any]:
    """What to do on a tick that cannot see: SAFE, or what the small law itself says of the state before it."""
    if own is None:
        return lambda memory: safe
    return lambda memory: own(memory.state if memory.begun else _first_state(memory, kept))


def _first_state(memory: Any, kept: tuple[Any, ...]) -> Any:
    """After a power cut: the state that was kept; the first of KEPT where the file cannot be read."""
    if not kept:
        return memory.state
    if memory.latched.state_lost:
        return kept[0]
    return memory.latched.state if memory.latched.state in kept else memory.state


def _answer(found: Any) -> tuple[Any, Any, Any, Any]:
    if not isinstance(found, tuple) or len(found) not in (3, 4) or hasattr(found, "_fields"):
        said = f"{len(found)} values" if isinstance(found, tuple) else type(found).__name__
        raise TypeError(f"law returned {said}, not state, action, why")
    state, action, why, *note = found
    if callable(why) and not hasattr(why, "render"):
        raise TypeError(f"law returned {type(why).__name__} as why, not Message")
    return state, action, why, note[0] if note else None
