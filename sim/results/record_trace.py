"""A recording for a picture, from a trace file: edges from its rows, curves with ages, faults and true values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from firmware.law import Law
from firmware.project import Project
from firmware.trace import ROW_EVERY_S
from sim.results.record import Recorder, Recording
from sim.results.trace_rows import TraceRow, TraceRows

TURN_S = 1.0  # of the loop: for so long the last row holds at least
PRESSED = "_pressed"


def recording_of(project: Project, file: Path, held_after_s: Mapping[str, float], law: Law | None = None) -> Recording:
    """The recording of a trace; `held_after_s` says from which age on a value counts as held.

    Raises TraceError for a file that cannot be trusted.
    """
    law = law or project.law()
    every_s = _usual_gap_s(TraceRows(file, law, project.name))
    rows = TraceRows(file, law, project.name)
    recorder = Recorder(held_after_s, every_s=every_s)
    recorder.begin(law.module.Sensed, law.actions)
    recording = recorder.recording
    before: TraceRow | None = None
    for row in _on_one_clock(rows):
        if row.sensed is None:
            if before is not None and row.t_s - before.t_s > 1.5 * every_s:
                recording.note_down(before.t_s + every_s)
            continue
        recording.end_s = row.t_s
        recording.note_state(row.t_s, row.state)
        recorder.note_sensed(row.t_s, row.sensed, row.ages)
        for name, on in zip(law.actions, row.commanded, strict=True):
            recording.outputs[name].note(row.t_s, on)
        recorder.note_world(row.t_s, row.world)
        _note_faults(recording, row.t_s, row.faults)
        _note_presses(recording, row, before)
        before = row
    recording.provenance = rows.provenance
    recording.end_s += TURN_S
    return recording


def _usual_gap_s(rows: TraceRows) -> float:
    """The longest time between two rows that say the same: how often a row comes when nothing changes."""
    gaps = sorted(
        later.t_s - row.t_s
        for row, later in pairwise(rows)
        if row.sensed is not None and later.sensed is not None and row.says == later.says
    )
    return gaps[len(gaps) * 9 // 10] if gaps else ROW_EVERY_S


def _on_one_clock(rows: TraceRows) -> Iterator[TraceRow]:
    """The rows with times that never go back: a program that begins again counts from zero where it stopped."""
    shift_s = last_s = 0.0
    for row in rows:
        if row.t_s + shift_s < last_s:
            shift_s = last_s - row.t_s
        last_s = row.t_s + shift_s
        yield row._replace(t_s=last_s) if shift_s else row


def _note_faults(recording: Recording, t_s: float, faults: Mapping[str, float]) -> None:
    for each in recording.faults:
        if each.fault not in faults:
            recording.end_fault(t_s, each.fault)
    for fault, since_s in faults.items():
        recording.begin_fault(min(since_s, t_s), fault)


def _note_presses(recording: Recording, row: TraceRow, before: TraceRow | None) -> None:
    """A button that is down in this row and was not in the row before."""
    for name in row.sensed._fields:
        was = getattr(before.sensed, name) if before is not None and before.sensed is not None else None
        if name.endswith(PRESSED) and getattr(row.sensed, name) is True and was is not True:
            recording.presses.append((row.t_s, name.removesuffix(PRESSED)))
