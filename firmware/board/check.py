"""What a board lacks for the parts of a plan, seen without opening a pin: libraries, permission, buses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from devices import HighlandError, Message
from devices.os_errors import cause
from drivers._blinka import board_pins
from drivers._buses import spi
from drivers._dht import dht_library
from drivers._i2c import open_bus
from drivers._pins import pin_library
from firmware.plan import Plan, PlannedPart

BUS_FAILS = Message("check_board.bus", "The I2C bus could not be opened: {error}.")


@dataclass(frozen=True, slots=True)
class Finding:
    """What stands in the way, and of which parts; of all when `parts` is empty."""

    parts: tuple[str, ...]
    error: HighlandError


def board_findings(plan: Plan, model: str, environment: Mapping[str, str], root: Path = Path("/")) -> list[Finding]:
    """Everything that would keep a pin or a part of this plan from working on this board. It opens no pin."""
    found = []
    refused = _refused(lambda: pin_library(model, environment, root))
    if refused is not None:
        found.append(Finding((), refused))
    looks: list[tuple[str, Callable[[], object]]] = [("pulse", _dht), ("i2c", _i2c)]
    for role, look in looks:
        parts = [part for part in plan.parts if _has(part, role)]
        refused = _refused(look) if parts else None
        if refused is not None:
            found.append(Finding(tuple(part.wired.name for part in parts), refused))
    for part in plan.parts:
        if _has(part, "spi"):
            problem = spi(int(part.arguments.get("device", 0))).problem(root)
            if problem is not None:
                found.append(Finding((part.wired.name,), problem))
    return found


def _dht() -> None:
    board_pins()
    dht_library()


def _i2c() -> None:
    try:
        open_bus().deinit()
    except (OSError, ValueError, RuntimeError) as error:
        raise HighlandError(BUS_FAILS(error=cause(error))) from error


def _refused(look: Callable[[], object]) -> HighlandError | None:
    try:
        look()
    except HighlandError as error:
        return error
    return None


def _has(part: PlannedPart, role: str) -> bool:
    return any(terminal.role == role for terminal in part.kind.terminals)
