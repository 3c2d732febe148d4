"""How `highland run` begins: it opens the parts, and says what is running where and what it cannot promise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from devices import Clock, HighlandError, Message
from devices.os_errors import cause

if TYPE_CHECKING:
    from firmware.latches import StateFile
    from firmware.parts import Parts
    from firmware.plan import Plan

CANNOT_OPEN = Message("cli.run.cannot_open", "A part could not be opened: {error}.")
CANNOT_OPEN_HINT = Message(
    "cli.run.cannot_open.hint",
    "Check the wires with `highland wiring {project}`, and check that no other program uses the pins.",
)
RUNNING = Message(
    "cli.run.running", "{project} is running on {board}. Latches are kept in {file}. Ctrl-C stops it safely."
)
CLOCK_UNSURE = Message(
    "cli.run.clock_unsure",
    "This board's clock is not set, so its date may be wrong. Times here count from the start. With --mqtt it takes "
    "the date from a hub that knows it.",
)
UNGUARDED = Message(
    "cli.run.unguarded", "No watchdog guards this run: if this program hangs, the outputs stay as they are."
)
NOT_LGPIO = Message(
    "cli.run.not_lgpio",
    "The pins are moved by RPi.GPIO: if this program is killed, its outputs stay as they are. With python3-lgpio, and "
    "dtparam=strict_gpiod in config.txt, they are let go.",
)
NO_STATE = Message(
    "cli.run.no_state",
    "What must outlive a power cut cannot be kept in {file}: {reason}. After a power cut, alarms and faults that wait "
    "for somebody are forgotten.",
)
NO_STATE_HOLDS = Message(
    "cli.run.no_state_holds",
    "Until it can be saved, this project holds back what must not come back by itself: a gas valve is not opened, a "
    "heater and a pump are not started.",
)
NO_STATE_HINT = Message(
    "cli.run.no_state.hint", "Check who owns the folder (`ls -ld {folder}`) and whether the card is full (`df -h`)."
)
LESSON_LAW = Message(
    "cli.run.lesson_law",
    "LESSON LAW: {project} misses dangers. Connect LEDs only, never a gas valve, a heater, a pump or a UV lamp.",
)
NOT_STARTED = Message(
    "cli.run.lesson_not_started", "{project} has the law of a lesson, which misses dangers. Nothing was started."
)
NOT_STARTED_HINT = Message(
    "cli.run.lesson_not_started.hint",
    "With LEDs only, and never with a gas valve, a heater, a pump or a UV lamp: `highland run {project} --lesson`. "
    "For real loads take {base}.",
)
NO_WORDS = Message("cli.run.no_words", "{name}, for which the library gives no reason")


def at_start(project: str, board: str, state: StateFile, law_waits: bool, *, lesson: bool = False) -> Iterator[Message]:
    """The first lines of a run. `law_waits`: the law holds something back until its latches are saved. `lesson`: it is
    a small law, for LEDs.
    """
    if lesson:
        yield LESSON_LAW(project=project)
    yield RUNNING(project=project, board=board, file=state.file)
    trouble = state.trouble()
    if trouble is not None:
        yield NO_STATE(file=state.file, reason=cause(trouble))
        if law_waits:
            yield NO_STATE_HOLDS
        yield NO_STATE_HINT(folder=state.file.parent)


def cautions(library: str, is_dated: bool, is_guarded: bool) -> Iterator[Message]:
    """What this run cannot promise: a right date, outputs that are let go, somebody who notices that it hangs."""
    from drivers._pins import RPI_GPIO

    if not is_dated:
        yield CLOCK_UNSURE
    if library == RPI_GPIO:
        yield NOT_LGPIO
    if not is_guarded:
        yield UNGUARDED


def opened(plan: Plan, clock: Clock, asked_for: str) -> Parts:
    """Every part, open. Raises HighlandError, with nothing left open."""
    from firmware.latches import named
    from firmware.parts import Parts

    try:
        return Parts(plan, clock)
    except HighlandError:
        raise
    except Exception as error:  # any error of a hardware library, with its own text
        refused = CANNOT_OPEN(error=named(error) if str(error).strip(". ") else NO_WORDS(name=type(error).__name__))
        raise HighlandError(refused, CANNOT_OPEN_HINT(project=asked_for)) from error
