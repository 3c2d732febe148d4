"""The board on the table of `highland try` and `highland calibrate`: the real one, or elsewhere a virtual one."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from devices import HighlandError, Message, SystemClock
from devices.dates.wall_clock import FILE as CLOCK_FILE
from devices.dates.wall_clock import WallClock
from drivers._pins import use_pins
from firmware.board.instance import only_instance
from firmware.fit import fit
from firmware.host import board_model, state_home, stopped_by_signals
from firmware.project import Project
from wiring.calibration import calibrated
from workshop.table import Table

NO_FAULTS_HERE = Message("table.no_faults_here", "--fault and --set change a virtual board; this is a real one.")
NO_FAULTS_HINT = Message("table.no_faults_here.hint", "Add --sim for a virtual board. No pin was opened.")


@contextmanager
def table_of(
    project: Project,
    *,
    sim: bool = False,
    planted: Sequence[str] = (),
    seed: int = 0,
    uncalibrated: bool = False,
    settings: Sequence[str] = (),
    command: str = "try",
) -> Iterator[Table]:
    """The table with this project's board: the real one on a Raspberry Pi, unless `sim` asks for a virtual one.

    `planted`, `seed`, `uncalibrated` and `settings` are those of the virtual board. On a real one no other program may
    have the pins; `command` is what that program is told of us.
    A signal ends the block as Ctrl-C does, with every output off. Raises HighlandError.
    """
    board = None if sim else board_model()
    if board is None:
        from highland._virtual_table import virtual_table

        virtual_board = virtual_table(project, planted, seed=seed, uncalibrated=uncalibrated, settings=settings)
        with virtual_board as virtual:
            yield virtual
        return
    if planted or settings:
        raise HighlandError(NO_FAULTS_HERE, NO_FAULTS_HINT)
    plan = fit(calibrated(project.wiring(), project.calibration()), project.law())
    wall = WallClock(state_home() / CLOCK_FILE)
    with only_instance(f"{command} {project.name}"), _no_pause(), stopped_by_signals(_interrupt):
        use_pins(board)
        with Table(project, plan, SystemClock(wall.now), board, is_dated=wall.is_sure()) as table:
            yield table


def _interrupt() -> None:
    raise KeyboardInterrupt


@contextmanager
def _no_pause() -> Iterator[None]:
    """Ctrl-Z does nothing: it would stop the program with an output on."""
    pause = getattr(signal, "SIGTSTP", None)  # not on Windows
    before = signal.signal(pause, signal.SIG_IGN) if pause is not None else None
    try:
        yield
    finally:
        if pause is not None:
            signal.signal(pause, before)
