"""`--plot FILE`: check the name before a run, and draw what was recorded after it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from devices import HighlandError, Message
from devices.os_errors import cause
from firmware.whole_file import try_to_write
from messages import Say

if TYPE_CHECKING:
    from firmware.project import Project
    from sim.results.record import Recording

PLOT_IS = Message("cli.sim.plot_is", "The plot is in {file} (SIM).")
REAL_PLOT_IS = Message("cli.sim.real_plot_is", "The plot is in {file} (REAL).")
CANNOT_WRITE = Message("cli.sim.cannot_write", "{file} cannot be written: {reason}.")
CANNOT_WRITE_HINT = Message(
    "cli.sim.cannot_write.hint", "Give a file in a folder that exists and that you may write to."
)


def check_plot_asked(plot: Path) -> None:
    """Raises HighlandError when this picture cannot be drawn or written."""
    from sim.plots.draw import check_plot

    check_plot(plot)
    try:
        try_to_write(plot)
    except (OSError, ValueError) as error:
        raise cannot_write(str(plot), error) from error


def draw_plot(
    recording: Recording, plot: Path, project: Project, say: Say, *, seed: int | None = None, quiet: bool = False
) -> None:
    """Draw it and say where. Raises HighlandError when the file cannot be written."""
    from sim.plots.about import about
    from sim.plots.describe import describe
    from sim.plots.draw import draw
    from sim.results.record import SIM

    picture = describe(recording, about(project), say.lang, say.translate, seed=seed)
    try:
        draw(picture, plot)
    except OSError as error:
        raise cannot_write(str(plot), error) from error
    if not quiet:
        say(PLOT_IS if recording.provenance == SIM else REAL_PLOT_IS, file=plot)


def cannot_write(file: str, error: Exception) -> HighlandError:
    """The error for a file that cannot be written, with its reason."""
    return HighlandError(CANNOT_WRITE(file=file or "''", reason=cause(error)), CANNOT_WRITE_HINT)
