"""A replay of the same law is the same, bit for bit; another law is found out; a file that lies is refused by line."""

import re
from pathlib import Path

import pytest

from firmware.project import find, names
from firmware.real_trace import RealTrace
from firmware.trace import Trace
from sim.results.replay import has_every_turn, replay
from sim.results.trace_rows import TraceError, TraceRows
from sim.world.faults import parse_fault
from sim.world.presses import parse_press
from sim.world.simulation import Simulation

TINY = Path(__file__).parents[2] / "highland" / "tiny"
HEADER = "t_s,provenance,state,why,button_pressed,bomb_pressed,lamp\n"
BEGAN = "0.0,sim,BOOT,loop.started,,,\n"
DARK = "{},sim,DARK,tiny.off,0,0,0\n"
# A bus that hangs makes turns of many seconds; after a power cut and after a kill a new program begins.
BROKEN = (
    "battery=stuck_bus@240s..250s",
    "board=power_cut@400s..410s",
    "battery=intermittent(p=0.3)@450s",
    "board=killed@600s..605s",
)


def recorded(project, file, for_s, every_s=1.0, faults=(), presses=(), seed=0):
    trace = Trace(file, every_s)
    with Simulation(project, seed=seed, faults=faults, presses=presses, trace=trace) as simulation:
        simulation.run(for_s)
    return trace.file


def copied(tmp_path, name="control.py", *changes):
    """The smallest project in a folder of its own, with some text changed."""
    folder = tmp_path / f"tiny_{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    for file in TINY.iterdir():
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            for old, new in changes if file.name == name else ():
                assert old in text
                text = text.replace(old, new)
            (folder / file.name).write_text(text, encoding="utf-8")
    return find(str(folder))


@pytest.mark.proof
@pytest.mark.parametrize("faults", [(), BROKEN], ids=["whole", "broken"])
@pytest.mark.parametrize("name", names())
def test_a_trace_of_every_turn_replays_without_a_difference(name, faults, tmp_path):
    project = find(name)
    file = recorded(project, tmp_path / "run.csv", 900.0, faults=map(parse_fault, faults))
    found = replay(project, file)
    assert found.every_turn
    assert found.rows > 600
    assert (found.same, found.differing_rows, found.reason_rows, found.moments) == (True, 0, 0, [])


@pytest.fixture
def lamp(tmp_path):
    """The smallest project with a relay that stays on and off for 20 s at least, and a trace of 100 s of it."""
    project = copied(tmp_path, "wiring.toml", ("pin = 17", "pin = 17\nswitching = { min_on_s = 20, min_off_s = 20 }"))
    presses = [parse_press(f"button@{at_s}s") for at_s in (10, 40, 45)]
    return project, recorded(project, tmp_path / "run.csv", 100.0, presses=presses)


def test_what_minimum_times_held_back_is_no_difference(lamp):
    """At 10 s the law asks for the lamp: it may not be on before 20 s. At 40 s it comes on, and stays on until 60 s."""
    project, file = lamp
    on = [row.t_s for row in TraceRows(file, project.law(), "tiny") if row.commanded == (True,)]
    assert (on[0], on[-1], len(on)) == (40.0, 59.0, 20)
    assert replay(project, file).same


def test_other_minimum_times_are_a_difference(lamp, tmp_path):
    _, file = lamp
    found = replay(find(str(TINY)), file)
    assert list(found.by_name) == ["lamp"]
    assert found.moments[0].t_s == 10.0


def test_another_law_is_found_out_with_time_line_and_reasons(lamp, tmp_path):
    _, file = lamp
    other = copied(tmp_path, "control.py", ("lit = sensed.button_pressed is True", "lit = memory.turns >= 70"))
    found = replay(other, file)
    assert not found.same
    first = found.moments[0]
    assert (first.t_s, first.line) == (10.0, 13)
    assert first.differs == {"state": ("LIT", "DARK")}
    assert (first.recorded_why, first.why.key) == ("tiny.on", "tiny.off")
    assert found.by_name["state"] == 6 + 30
    assert found.differing_rows == found.rows - sum(row_is_the_same(t_s) for t_s in range(100))


def row_is_the_same(t_s):
    lit_then, lit_now = t_s in (10, 11, 40, 41, 45, 46), t_s >= 70
    lamp_then, lamp_now = 40 <= t_s < 60, t_s >= 70
    return (lit_then, lamp_then) == (lit_now, lamp_now)


def test_a_reason_alone_is_counted_apart(lamp, tmp_path):
    project, file = lamp
    text = file.read_text(encoding="utf-8").replace("tiny.off", "tiny.of_old")
    file.write_text(text, encoding="utf-8")
    found = replay(project, file)
    assert found.same
    assert found.reason_rows == text.count("tiny.of_old")


def test_a_long_difference_is_one_moment(tmp_path):
    file = written(tmp_path, "".join(f"{t_s}.0,sim,LIT,tiny.on,0,0,1\n" for t_s in range(50)))
    found = replay(find(str(TINY)), file)
    assert found.differing_rows == 50
    assert len(found.moments) == 1


def test_no_more_moments_are_kept_than_anybody_reads(tmp_path):
    states = "".join(f"{t_s}.0,sim,{'LIT' if t_s % 2 else 'DARK'},tiny.off,0,0,0\n" for t_s in range(50))
    found = replay(find(str(TINY)), written(tmp_path, states))
    assert found.differing_rows == 25
    assert len(found.moments) == 10


def test_a_law_that_fails_is_a_finding_with_its_line(tmp_path):
    file = written(tmp_path, DARK.format(0.0) + "1.0,sim,DARK,tiny.off,0,1,0\n" + DARK.format(2.0))
    found = replay(find(str(TINY)), file)
    assert not found.same
    line, error = found.failed
    assert line == 4
    assert error.render() == "ZeroDivisionError: division by zero (control.py, line 48: _ = 1 / 0)"


def test_the_record_of_a_real_device_is_replayed_too(tmp_path):
    """Two starts of a service in one file, each with its own time."""
    project = find(str(TINY))
    for _ in range(2):
        with Simulation(project, presses=[parse_press("button@10s")]) as board:
            trace = RealTrace(tmp_path / "real.csv", 1.0)
            board.sinks.append(trace)
            board.run(30.0)
            trace.close()
    found = replay(project, tmp_path / "real.csv")
    assert (found.provenance, found.rows, found.same) == ("real", 60, True)


@pytest.mark.proof
def test_a_program_that_stood_still_begins_again_in_the_replay_too(tmp_path):
    """And a trace of a version whose loop did not tell `latch_saved` is read as if all had been saved."""
    alarm, stall = find("gas_alarm"), [parse_fault("board=stalled@250s..270s")]
    file = recorded(alarm, tmp_path / "run.csv", 500.0, faults=stall)
    assert replay(alarm, file).same
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    at = header.split(",").index("latch_saved")
    cells = [row.split(",") for row in (header, *rows)]
    file.write_text("".join(",".join(row[:at] + row[at + 1 :]) + "\n" for row in cells), encoding="utf-8")
    older = replay(alarm, file)
    assert (older.failed, older.rows) == (None, len(rows) - 2)
    assert older.differing_rows <= 1, "only the turn in which the valve waited for its latch"


def test_a_latch_outlives_the_end_of_the_program_in_the_trace(tmp_path):
    """A law that counts its starts in a latch: the second program finds what the first one left."""
    counting = copied(
        tmp_path,
        "control.py",
        (
            "class Latched(NamedTuple):\n    pass",
            "class Latched(NamedTuple):\n    starts: int = 0\n    state_lost: bool = False",
        ),
        ("State.LIT if lit else State.DARK, turns", "State.LIT if lit else State.DARK, latched, turns"),
        (
            "    lit = ",
            "    n = memory.latched.starts + (memory.state is State.BOOT)\n"
            "    latched = Latched(n)\n    lit = n == 2 or ",
        ),
    )
    faults = [parse_fault("board=power_cut@10s..20s")]
    file = recorded(counting, tmp_path / "run.csv", 90.0, faults=faults)
    assert "LIT" in file.read_text(encoding="utf-8")
    assert replay(counting, file).same


# Fewer rows than turns


def test_between_rows_the_law_is_asked_once_a_second(tmp_path):
    """The state changes at the 5th turn: with a row each 10 s only turns in between can bring it about by 10 s."""
    slow = copied(tmp_path, "control.py", ("lit = sensed.button_pressed is True", "lit = memory.turns >= 10"))
    rows = "".join(DARK.format(t_s) for t_s in (0.0, 10.0, 20.0, 30.0))
    found = replay(slow, written(tmp_path, rows))
    assert not found.every_turn
    assert [moment.t_s for moment in found.moments] == [10.0]


def test_a_sparse_trace_of_a_quiet_run_is_the_same(tmp_path):
    project = find(str(TINY))
    file = recorded(project, tmp_path / "run.csv", 300.0, every_s=30.0, presses=[parse_press("button@100s")])
    found = replay(project, file)
    assert (found.every_turn, found.same, found.rows) == (False, True, 13)


@pytest.mark.parametrize(
    ("times", "every_turn"),
    [
        ((0, 1, 2, 3, 4), True),
        ((0, 1, 2, 8, 8, 9, 10, 11), True),
        ((0, 30, 60, 90), False),
        ((0.25, 30, 60.02, 90), False),
        ((0,), True),
        ((0, 30), False),
    ],
)
def test_whether_every_turn_has_a_row_is_seen_from_quiet_rows(tmp_path, times, every_turn):
    file = written(tmp_path, "".join(DARK.format(float(t_s)) for t_s in times))
    assert has_every_turn(TraceRows(file, find(str(TINY)).law(), "tiny")) is every_turn


def test_rows_that_bring_news_do_not_make_a_sparse_trace_dense(tmp_path):
    busy = "".join(f"{t_s}.0,sim,{'LIT' if t_s % 2 else 'DARK'},tiny.off,0,0,0\n" for t_s in range(1, 29))
    quiet = "".join(DARK.format(t_s) for t_s in (30.0, 60.0, 90.0, 120.0))
    file = written(tmp_path, DARK.format(0.0) + busy + quiet)
    assert not has_every_turn(TraceRows(file, find(str(TINY)).law(), "tiny"))


# Files that cannot be trusted


def written(tmp_path, rows, header=HEADER + BEGAN):
    file = tmp_path / "written.csv"
    file.write_bytes((header + rows).encode())
    return file


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "holds no rows"),
        (HEADER, "holds no rows"),
        ("t_s,provenance\n", "line 1: the column state is missing"),
        ("t_s;provenance;state;why\n", "line 1: the column button_pressed is missing"),
        ("t_s:provenance:state:why\n", "line 1: the column t_s is missing"),
        (HEADER.replace("bomb_pressed", "button_pressed"), "line 1: the column button_pressed is there twice"),
        (HEADER.replace("button_pressed,", ""), "line 1: the column button_pressed is missing"),
        (HEADER + "0.0,sim,DARK,tiny.off,0,0\n", "line 2: there are 6 values, not 7"),
        (HEADER + "0.0,sim,DARK,tiny.off,0,0,0,0\n", "line 2: there are 8 values, not 7"),
        (HEADER + BEGAN + DARK.format("soon"), "line 3: t_s is 'soon', which is not a time"),
        (HEADER + BEGAN + DARK.format("nan"), "line 3: t_s is 'nan', which is not a time"),
        (HEADER + BEGAN + DARK.format("-1.0"), "line 3: t_s is '-1.0', which is not a time"),
        (HEADER + BEGAN + DARK.format("1e300"), "line 3: t_s is '1e300', which is not a time"),
        (HEADER + BEGAN + DARK.format("5.0") + DARK.format("4.0"), "line 4: 4.0 s comes after 5.0 s"),
        (HEADER + BEGAN + DARK.format("0.0") + DARK.format("900000"), "line 4: there is no row for 10 days"),
        (HEADER + "0.0,guess,DARK,tiny.off,0,0,0\n", "line 2: provenance is 'guess', which is not sim or real"),
        (
            HEADER + BEGAN + "0.0,real,DARK,tiny.off,0,0,0\n",
            "line 3: provenance is 'real', which is not sim or real, the",
        ),
        (HEADER + "0.0,sim,DARK,tiny.off,yes,0,0\n", "line 2: button_pressed is 'yes', which is not 1 or 0"),
        (HEADER + "0.0,sim,DARK,tiny.off,0,0,\n", "line 2: lamp is '', which is not 1 or 0"),
        (HEADER + "0.0,sim,DARK,tiny.off,0,0,2\n", "line 2: lamp is '2', which is not 1 or 0"),
        (HEADER + BEGAN + "\n" + DARK.format(0.0), "line 3: the line is empty, and rows follow it"),
        (HEADER + BEGAN + "0.0,sim\n", "line 3: there are 2 values, not 7"),
        (HEADER + "0.0," + "x" * 30_000 + "\n", "line 2: the line is too long"),
        ("x" * 30_000, "line 1: the column t_s is missing"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_with_its_line(tmp_path, text, sentence):
    with pytest.raises(TraceError) as refused:
        replay(find(str(TINY)), written(tmp_path, text, header=""))
    assert sentence in refused.value.message.render()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", HEADER.encode() + b"0.0,sim,D\xe9J\xc0,x,0,0,0\n", b"\0" * 100])
def test_bytes_that_are_no_text_are_refused(tmp_path, data):
    file = tmp_path / "run.csv"
    file.write_bytes(data)
    with pytest.raises(TraceError):
        replay(find(str(TINY)), file)


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "warm", "20,5", "1e999"])
def test_a_number_that_no_sensor_gives_is_refused(tmp_path, value):
    project = find("solar_lamp")
    file = recorded(project, tmp_path / "run.csv", 20.0)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[9].split(",")
    place = lines[0].split(",").index("battery_voltage_v")
    cells[place] = value
    lines[9] = ",".join(cells)
    file.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(TraceError, match=r"line 10: (battery_voltage_v|there are)"):
        replay(project, file)


def test_a_trace_of_another_project_is_recognized(tmp_path):
    file = recorded(find("gas_alarm"), tmp_path / "run.csv", 5.0)
    with pytest.raises(TraceError) as refused:
        replay(find("solar_lamp"), file)
    assert refused.value.hint.render() == "It looks like a trace of gas_alarm."


def test_a_file_that_is_not_there_is_refused(tmp_path):
    for file in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(TraceError, match="cannot be read"):
            replay(find(str(TINY)), file)


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.results.trace_rows.MAX_BYTES", 100)
    with pytest.raises(TraceError, match="too large"):
        replay(find(str(TINY)), written(tmp_path, DARK.format(0.0) * 10))


def test_a_last_line_that_is_not_whole_is_left_out(tmp_path):
    """The power went, or the service is writing it just now."""
    found = replay(find(str(TINY)), written(tmp_path, DARK.format(0.0) + "1.0,sim,DA"))
    assert (found.rows, found.cut_off, found.same) == (1, True, True)


def test_windows_line_ends_and_a_byte_order_mark_are_no_error(tmp_path):
    file = tmp_path / "run.csv"
    file.write_bytes(b"\xef\xbb\xbf" + (HEADER + BEGAN + DARK.format(0.0)).replace("\n", "\r\n").encode())
    assert replay(find(str(TINY)), file).rows == 1


def as_calc_saves(text):
    return text.replace(",", ";").replace(".0", ",0")


def as_excel_quotes(text):
    return "".join(",".join(f'"{cell}"' for cell in line.split(",")) + "\r\n" for line in text.splitlines())


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text + "\n",
        lambda text: text + ",,,,,,\r\n\r\n",
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        as_excel_quotes,
        as_calc_saves,
        lambda text: "\ufeff" + as_calc_saves(text) + ";;;;;;\n",
        lambda text: as_excel_quotes(text).replace('.0"', ',0"'),
    ],
)
def test_what_a_spreadsheet_makes_of_a_trace_is_read(tmp_path, saved):
    text = HEADER + BEGAN + DARK.format(0.0) + DARK.format(1.0)
    file = tmp_path / "run.csv"
    file.write_bytes(saved(text).encode())
    found = replay(find(str(TINY)), file)
    assert (found.rows, found.same, found.cut_off, found.provenance) == (2, True, False, "sim")


def test_a_decimal_comma_is_the_same_number(tmp_path):
    project = find("solar_lamp")
    file = recorded(project, tmp_path / "run.csv", 20.0)
    text = file.read_text(encoding="utf-8")
    head, rows = text.split("\n", 1)
    comma = re.sub(r"(\d)\.(\d)", r"\1,\2", rows.replace(",", ";"))
    file.write_text(head.replace(",", ";") + "\n" + comma, encoding="utf-8")
    assert "," in file.read_text(encoding="utf-8")
    assert replay(project, file).same


def test_a_trace_without_an_actuator_of_today_says_so(tmp_path):
    file = written(tmp_path, "0.0,sim,DARK,tiny.off,0,0\n", header=HEADER.replace(",lamp", ""))
    found = replay(find(str(TINY)), file)
    assert (found.not_recorded, found.same) == (["lamp"], True)


def test_an_old_trace_without_a_row_for_the_start_is_replayed(tmp_path):
    found = replay(find(str(TINY)), written(tmp_path, DARK.format(0.25) + DARK.format(1.0), header=HEADER))
    assert (found.rows, found.same) == (2, True)


def test_progress_goes_from_nothing_to_all(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.results.replay.PROGRESS_ROWS", 10)
    told = []
    replay(find(str(TINY)), written(tmp_path, "".join(DARK.format(float(t_s)) for t_s in range(100))), told.append)
    assert told == sorted(told)
    assert 0.0 <= told[0] < 0.05
    assert 0.9 < told[-1] <= 1.0
