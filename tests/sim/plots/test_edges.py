"""What is drawn is what the trace holds: every edge of every output, in the picture of a run and of its trace."""

import csv
import random
from types import SimpleNamespace

import pytest

from devices import Event, Message, Tick
from firmware.project import find
from firmware.trace import Trace
from sim.plots.about import about
from sim.plots.describe import describe
from sim.plots.panels import panels
from sim.plots.words import Tongue
from sim.results.record import Recorder
from sim.results.record_trace import recording_of
from sim.results.trace_rows import TraceRows
from sim.world.simulation import FAULT_BEGINS, FAULT_ENDS, Simulation

PROJECT = find("gas_alarm")
LAW = PROJECT.law()
WHY = Message("gas.calm", "calm")
LONG_S = 600


def tell(sinks, seed):
    """A random run of ten minutes: outputs that beep, blink and stay, told to the sinks as the loop does."""
    luck = random.Random(seed)
    commanded = dict.fromkeys(LAW.actions, False)
    sensed = LAW.module.Sensed(*[None if "None" in str(kind) else False for kind in types(LAW.module.Sensed)])
    parts = SimpleNamespace(ages=dict)
    edges = {name: random_edges(luck) for name in LAW.actions}
    for t_s in range(LONG_S + 1):
        changed = {name: not commanded[name] for name in commanded if t_s in edges[name]}
        if changed:
            commanded = {**commanded, **changed}
        for sink in sinks:
            if changed or t_s >= sink.due_s or t_s == LONG_S:
                sink.tick(Tick(float(t_s), sensed, None, "NORMAL", WHY, commanded, parts))


def types(sensed):
    return sensed.__annotations__.values()


def random_edges(luck):
    """Moments at which an output is switched: now and then, or every few seconds."""
    t_s, found = luck.randrange(2, 200), set()
    pace_s = luck.choice((2, 5, 40, 300))
    while t_s < LONG_S - 2:
        found.add(t_s)
        t_s += luck.randrange(2, 2 + pace_s)
    return found


def spans_in(file):
    """Begin and end of each time on in the rows of a trace, read as plain text."""
    found, since = {name: [] for name in LAW.actions}, {}
    with file.open(encoding="utf-8") as opened:
        for row in csv.DictReader(opened):
            t_s = float(row["t_s"])
            for name in LAW.actions:
                if row[name] == "1":
                    since.setdefault(name, t_s)
                elif name in since:
                    found[name].append((since.pop(name), t_s))
    for name, since_s in since.items():
        found[name].append((since_s, float(LONG_S)))
    return found


def bars_in(picture):
    """Begin and end of each bar that matplotlib draws, from the top row down."""
    from matplotlib.figure import Figure

    from sim.plots.paper import draw_rows

    axes = Figure().add_axes((0, 0, 1, 1))
    draw_rows(axes, picture)
    extents = [[path.get_extents() for path in each.get_paths()] for each in axes.collections]
    return {row.name: [(box.x0, box.x1) for box in boxes] for row, boxes in zip(picture.rows, extents, strict=True)}


@pytest.mark.examples(1)
@pytest.mark.parametrize("seed", range(20))
def test_every_edge_of_a_random_run_is_drawn_where_the_trace_has_it(facts, seed, tmp_path):
    pytest.importorskip("matplotlib", reason="pictures need the extra `plot`")
    trace, recorder = Trace(tmp_path / "run.csv"), Recorder()
    tell([trace, recorder], seed)
    trace.close()
    wanted = {name: spans for name, spans in spans_in(trace.file).items() if spans}
    drawn = bars_in(describe(recorder.recording, facts, columns=1e9))
    assert drawn == wanted
    read = describe(recording_of(PROJECT, trace.file, {}), facts, columns=1e9)
    assert {row.name: [(from_s, min(to_s, LONG_S)) for from_s, to_s in row.on] for row in read.rows} == wanted


@pytest.fixture(scope="module")
def facts():
    """What a picture must know of the gas alarm."""
    return about(PROJECT)


@pytest.fixture(scope="module")
def run(facts, tmp_path_factory):
    """Four minutes of the gas alarm, its gas sensor unplugged for 20 s near the end: the trace, and the recording."""
    from sim.world.faults import parse_fault

    trace = Trace(tmp_path_factory.mktemp("run") / "run.csv", 5.0)
    settings = {"first_lpg_ppm": 500.0}
    fault = parse_fault("gas=off@3m30s..3m50s")
    with Simulation(PROJECT, trace=trace, settings=settings, faults=[fault]) as simulation:
        recorder = Recorder(facts.held_after_s, simulation.world.true)
        simulation.sinks.append(recorder)
        simulation.run(240.0)
    return trace.file, recorder.recording, facts


def test_a_trace_knows_the_age_of_each_value_and_the_true_world(run):
    file, _, _ = run
    rows = [row for row in TraceRows(file, LAW, "gas_alarm") if row.sensed is not None]
    before = next(row for row in rows if row.t_s >= 205.0)
    during, after = next(row for row in rows if row.t_s >= 220.0), rows[-1]
    assert before.ages["gas_lpg_ppm"] <= 4.0
    assert 9.0 <= during.ages["gas_lpg_ppm"] <= 15.0
    assert during.sensed.gas_lpg_ppm > 0.0
    assert during.world["gas_lpg_ppm"] == pytest.approx(during.sensed.gas_lpg_ppm, rel=0.5)
    assert (before.faults, during.faults, after.faults) == ({}, {"gas=off": 210.0}, {})


def test_a_trace_is_the_same_whoever_listens_beside_it():
    """A plot hears every turn; the last row of the trace must not depend on that."""
    found = []
    for listeners in ([], [Recorder()]):
        with Simulation(PROJECT) as simulation:
            simulation.sinks.extend(listeners)
            found.append(simulation.run(43.0).trace_sha256)
    assert found[0] == found[1]


def test_the_picture_of_a_trace_tells_the_same_story_as_that_of_its_run(run):
    file, recording, facts = run
    mine = describe(recording, facts, seed=None)
    read = describe(recording_of(PROJECT, file, facts.held_after_s), facts)
    assert read.title == mine.title
    assert [(row.name, row.on) for row in read.rows] == [(row.name, row.on) for row in mine.rows]
    assert [(each.words, each.from_s) for each in read.faults] == [(each.words, each.from_s) for each in mine.faults]
    assert [panel.words for panel in read.panels] == [panel.words for panel in mine.panels]


def test_a_held_value_is_marked_and_the_truth_goes_on(run):
    _, recording, facts = run
    gas = next(each for each in panels(recording, facts, Tongue(), 1100.0, 0.0, 240.0) if each.words == "Gas")
    true, believed = gas.lines
    assert true.is_world
    assert true.t_s[-1] >= 235.0
    held = [t_s for t_s, held in zip(believed.t_s, believed.held, strict=True) if held]
    assert 215.0 < held[0] < 221.0


def test_the_hash_does_not_depend_on_the_last_bits_of_the_world():
    trace = Trace()
    trace.world = lambda: {"a": 0.1 + 0.2, "b": 1e-17, "c": -1e-9, "on": True}
    assert trace._more() == {"world_a": "0.3", "world_b": "0.0", "world_c": "0.0", "world_on": "1", "world_faults": ""}


def test_a_real_trace_has_ages_and_nothing_of_a_world(tmp_path):
    from firmware.real_trace import RealTrace

    trace = RealTrace(tmp_path / "run.csv")
    parts = SimpleNamespace(ages=lambda: {"gas_lpg_ppm": 1.5})
    sensed = LAW.module.Sensed(*[None if "None" in str(kind) else False for kind in types(LAW.module.Sensed)])
    trace.tick(Tick(1.0, sensed, None, "NORMAL", WHY, dict.fromkeys(LAW.actions, False), parts))
    trace.close()
    head, row = (tmp_path / "run.csv").read_text(encoding="utf-8").splitlines()
    assert head.split(",")[-1] == "gas_lpg_ppm_age_s"
    assert row.split(",")[-1] == "1.5"
    assert "world" not in head


def test_faults_and_presses_come_from_the_events_of_a_run():
    recorder = Recorder()
    for t_s, kind, why in (
        (5.0, "fault", FAULT_BEGINS(fault="gas=off")),
        (9.0, "fault", FAULT_ENDS(fault="gas=off")),
        (20.0, "fault", FAULT_BEGINS(fault="gas=off")),
    ):
        recorder.event(Event(t_s, kind, "NORMAL", why))
    assert [(each.fault, each.from_s, each.to_s) for each in recorder.recording.faults] == [
        ("gas=off", 5.0, 9.0), ("gas=off", 20.0, float("inf")),
    ]  # fmt: skip
