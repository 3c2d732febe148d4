"""What `highland sim PROJECT --replay TRACE.csv` does: replay, and report as text or JSON where the law differs."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devices import HighlandError, Message
from highland._plot import check_plot_asked, draw_plot
from messages import Say

if TYPE_CHECKING:
    from firmware.project import Project
    from sim.results.replay import Difference, ReplayResult

HEADING = Message("replay.heading", "Replay: {rows} rows of {file} ({provenance}) through the law of {project}.")
SO_FAR = Message("replay.so_far", "{percent:.0f} % replayed")
SAME = Message("replay.same", "Every decision is the same as recorded.")
DIFFERS = Message("replay.differs", "{count} rows differ; the first one is line {line}, at {t_s:.1f} s.")
BY_NAME = Message("replay.by_name", "  {name}: {count} rows")
MOMENTS = Message("replay.moments", "Where it starts to differ, or differs in a new way (the first {count}):")
RECORDED = Message("replay.recorded", "    recorded: {what} ({why})")
NOW = Message("replay.now", "    now:      {what} ({why})")
NOT_TOLD = Message(
    "replay.open_loop",
    "The sensed values stay as recorded: after the first difference the real world would have developed differently.",
)
REASONS = Message("replay.reasons", "In {count} more rows only the reason differs; this does not count.")
GUESSED = Message(
    "replay.guessed",
    "This trace has fewer rows than the loop had turns. Values sensed between two rows are unknown and were held, "
    "which can cause differences. A trace of --trace-every 1 has every turn.",
)
LATCHES = Message(
    "replay.latches", "A trace does not contain latches saved before it began: the law started without any."
)
HALF = Message(
    "replay.half", "This is half a trace: its name ends in .part, so its run was not over or its disk was full."
)
CUT_OFF = Message("replay.cut_off", "The last line is incomplete; it was skipped.")
NOT_RECORDED = Message("replay.not_recorded", "Not in the trace, so not compared: {names}.")
REAL_IS_NOT_SIM = Message("replay.real", "{file} cannot show a real trace: SIM in its name means simulated.")
REAL_IS_NOT_SIM_HINT = Message("replay.real.hint", "Give the picture another name.")
FAILED = Message("replay.failed", "At line {line} the law failed with {error}; the rest was not replayed.")

DIFFERENT = 1
QUIET_S = 3.0  # between two reports of progress
WORDS = {True: "on", False: "off"}


def replayed(project: Project, file: Path, say: Say, json_only: bool, plot: str | None = None) -> int:
    """Replay and report, and draw the trace. 0: every decision is as recorded; 1: some are not, or the law failed."""
    from sim.results.replay import replay

    if plot is not None:
        check_plot_asked(Path(plot))
    findings = replay(project, file, _progress(say))
    if json_only:
        print(json.dumps(as_json(findings)))
    else:
        _print(findings, say)
    if plot is not None:
        _draw(project, file, Path(plot), say, json_only)
    return 0 if findings.same else DIFFERENT


def _draw(project: Project, file: Path, plot: Path, say: Say, quiet: bool) -> None:
    """The trace as a picture; of a simulated one the file's name gets SIM in it."""
    from firmware.trace import SIM, says_sim, sim_name
    from sim.plots.about import about
    from sim.results.record_trace import recording_of

    recording = recording_of(project, file, about(project).held_after_s)
    if recording.provenance == SIM:
        plot = sim_name(plot)
    elif says_sim(plot):
        raise HighlandError(REAL_IS_NOT_SIM(file=plot.name), REAL_IS_NOT_SIM_HINT)
    draw_plot(recording, plot, project, say, quiet=quiet)


def as_json(findings: ReplayResult) -> dict[str, Any]:
    """The result as one JSON-able object."""
    return {
        "project": findings.project,
        "trace": str(findings.file),
        "provenance": findings.provenance,
        "same": findings.same,
        "every_turn": findings.every_turn,
        "rows": findings.rows,
        "differing_rows": findings.differing_rows,
        "reason_rows": findings.reason_rows,
        "by_name": findings.by_name,
        "moments": [
            {
                "line": each.line,
                "t_s": each.t_s,
                "differs": {name: {"recorded": was, "now": now} for name, (was, now) in each.differs.items()},
                "recorded_why": each.recorded_why,
                "why": {"key": each.why.key, "text": each.why.render()},
            }
            for each in findings.moments
        ],
        "failed": None
        if findings.failed is None
        else {"line": findings.failed[0], "error": _plain(findings.failed[1])},
        "cut_off": findings.cut_off,
        "half": findings.half,
        "not_recorded": findings.not_recorded,
    }


def _plain(error: Message | str) -> str:
    return error.render() if isinstance(error, Message) else error


def _print(findings: ReplayResult, say: Say) -> None:
    say(HEADING, rows=findings.rows, file=findings.file, provenance=findings.provenance, project=findings.project)
    if findings.half:
        say(HALF)
    if findings.same:
        say(SAME)
    if findings.moments:
        first = findings.moments[0]
        say(DIFFERS, count=findings.differing_rows, line=first.line, t_s=first.t_s)
        for name, count in findings.by_name.items():
            say(BY_NAME, name=name, count=count)
        say(MOMENTS, count=len(findings.moments))
        for moment in findings.moments:
            _print_moment(moment, say)
        say(NOT_TOLD)
        say(LATCHES)
    _print_limits(findings, say)


def _print_limits(findings: ReplayResult, say: Say) -> None:
    """What this replay could not tell."""
    if findings.reason_rows:
        say(REASONS, count=findings.reason_rows)
    if findings.failed is not None:
        say(FAILED, line=findings.failed[0], error=findings.failed[1])
    if not findings.every_turn:
        say(GUESSED)
    if findings.not_recorded:
        say(NOT_RECORDED, names=", ".join(findings.not_recorded))
    if findings.cut_off:
        say(CUT_OFF)


def _print_moment(moment: Difference, say: Say) -> None:
    print(f"  {moment.t_s:.1f} s")
    was = ", ".join(f"{name} {_word(values[0])}" for name, values in moment.differs.items())
    now = ", ".join(f"{name} {_word(values[1])}" for name, values in moment.differs.items())
    say(RECORDED, what=was, why=moment.recorded_why)
    say(NOW, what=now, why=moment.why)


def _word(value: Any) -> str:
    return WORDS[value] if isinstance(value, bool) else str(value)


def _progress(say: Say, wall: Callable[[], float] = time.monotonic) -> Callable[[float], None]:
    said_s = wall()

    def report(done: float) -> None:
        nonlocal said_s
        if wall() - said_s >= QUIET_S:
            said_s = wall()
            say.aside(SO_FAR, percent=100.0 * done)

    return report
