"""Records say what they are on every row, lose nothing that a law decides by, and outlive power cuts and full cards."""

import errno
import os
import threading
from contextlib import nullcontext, suppress

import pytest

from devices import HighlandError
from devices.dates.wall_clock import WallClock
from firmware.real_trace import RealTrace, real_trace_wanted
from firmware.trace import Trace, cell, sim_name
from firmware.worker import WorkerThread

HEADER = "t_s,provenance,state,why,button_pressed,lamp,button_pressed_age_s"


def record(tiny, trace, for_s=10.0):
    """Run the smallest law with this trace; the button goes down after 2.5 s and up after 5.5 s."""
    clock = tiny.pi.clock
    clock.at(clock.monotonic() + 2.5, lambda: tiny.button.drive(False))
    clock.at(clock.monotonic() + 5.5, lambda: tiny.button.drive(True))
    loop = tiny.loop()
    loop.sinks.append(trace)
    try:
        assert loop.run(for_s).ok
    finally:
        if isinstance(trace, RealTrace):
            with nullcontext() if trace in loop.sinks else suppress(OSError):
                trace.close()


def lines(file):
    return file.read_text(encoding="utf-8").splitlines()


def rows(file):
    return [line.split(",") for line in lines(file)[1:]]


def times(file):
    return [float(row[0]) for row in rows(file) if row[3] != "loop.started"]


def test_a_simulated_trace_says_so_in_its_name_and_on_every_row(tiny, tmp_path):
    trace = Trace(tmp_path / "run.csv", 1.0)
    record(tiny, trace)
    assert list(tmp_path.iterdir()) == [tmp_path / "run.SIM.csv.part"], "half a run has no name yet"
    trace.close()
    assert lines(tmp_path / "run.SIM.csv")[0] == HEADER
    assert {row[1] for row in rows(tmp_path / "run.SIM.csv")} == {"sim"}
    assert times(tmp_path / "run.SIM.csv") == [float(second) for second in range(10)]


def test_a_real_trace_says_real_on_every_row_and_never_sim(tiny, tmp_path):
    record(tiny, RealTrace(tmp_path / "run.csv", 1.0))
    assert lines(tmp_path / "run.csv")[0] == HEADER
    assert {row[1] for row in rows(tmp_path / "run.csv")} == {"real"}
    assert "sim" not in (tmp_path / "run.csv").read_text(encoding="utf-8").lower()


def test_both_are_the_same_but_for_the_provenance(tiny, tmp_path):
    simulated, real = Trace(tmp_path / "a.csv", 2.0), RealTrace(tmp_path / "b.csv", 2.0)
    clock = tiny.pi.clock
    clock.at(clock.monotonic() + 2.5, lambda: tiny.button.drive(False))
    loop = tiny.loop()
    loop.sinks += [simulated, real]
    loop.run(9.0)
    simulated.close()
    real.close()
    assert [line.replace(",real,", ",sim,") for line in lines(real.file)] == lines(simulated.file)


def test_a_row_comes_when_its_time_has_come_and_at_once_when_something_changed(tiny, tmp_path):
    record(tiny, RealTrace(tmp_path / "run.csv", 4.0))
    assert times(tmp_path / "run.csv") == [0.0, 3.0, 4.0, 6.0, 8.0]


def test_the_first_row_says_that_the_program_began(tiny, tmp_path):
    record(tiny, RealTrace(tmp_path / "run.csv"))
    assert lines(tmp_path / "run.csv")[1] == "0.0,real,BOOT,loop.started,,,"


@pytest.mark.parametrize("value", [0.1 + 0.2, 71.99999999999999, 1e-7, 123456.789, -0.0, 25.0])
def test_a_number_comes_back_as_it_was(value):
    """71.99999999999999 is below a limit of 72, and what %.6g makes of it is not."""
    assert float(cell(value)) == value


def test_unknown_is_empty_and_yes_is_1():
    assert [cell(None), cell(True), cell(False)] == ["", "1", "0"]


def test_a_name_with_sim_in_it_stays(tmp_path):
    assert sim_name(tmp_path / "a.csv").name == "a.SIM.csv"
    assert sim_name(tmp_path / "a.SIM.csv").name == "a.SIM.csv"


def test_a_service_that_starts_again_adds_to_its_file(tiny, tmp_path):
    for _ in range(2):
        record(tiny, RealTrace(tmp_path / "run.csv", 5.0))
    assert lines(tmp_path / "run.csv").count(HEADER) == 1
    assert [row[0] for row in rows(tmp_path / "run.csv") if row[3] == "loop.started"] == ["0.0", "0.0"]
    assert list(tmp_path.iterdir()) == [tmp_path / "run.csv"]


@pytest.mark.parametrize(
    "left",
    [
        b"12.0,real,LIT,tiny.on,1",
        b"12.0,real,LIT,tiny.on,1,1",
        b"12.0,real,LIT,tiny.on,1,1,0.5,",
        b"\0" * 5000,
        b"12.0,real,LI\n",
        b"12.0,real,LIT,tiny.on,1,\0\0\n",
        b"12.0,real,LIT,ti\n\0\0\0\n\0\0",
    ],
)
def test_what_a_power_cut_left_behind_is_taken_away_before_the_first_new_row(tiny, tmp_path, left):
    file = tmp_path / "run.csv"
    whole = f"{HEADER}\n0.0,real,BOOT,loop.started,,,\n0.0,real,DARK,tiny.off,0,0,0.0\n".encode()
    file.write_bytes(whole + left)
    record(tiny, RealTrace(file))
    assert file.read_bytes().startswith(whole + b"0.0,real,BOOT,loop.started,,,\n")
    assert {len(row) for row in rows(file)} == {7}


@pytest.mark.parametrize("left", [b"", b"t_s,prov", HEADER.encode(), HEADER.encode() + b"\n"])
def test_a_power_cut_right_after_the_beginning_leaves_a_file_that_is_used(tiny, tmp_path, left):
    file = tmp_path / "run.csv"
    file.write_bytes(left)
    record(tiny, RealTrace(file))
    assert lines(file)[:2] == [HEADER, "0.0,real,BOOT,loop.started,,,"]


@pytest.mark.parametrize(
    "text",
    [
        "t_s,provenance,state,why,button_pressed,lamp\n0.0,real,BOOT,loop.started,,\n",
        f"{HEADER},fan\n0.0,real,BOOT,loop.started,,,,\n",
        f"{HEADER}\n0.0,sim,BOOT,loop.started,,,\n",
        f"{HEADER}\nmy shopping list\n",
        "bread, milk",
        "\0" * 200,
    ],
)
def test_a_file_that_is_not_ours_stays_as_it_is_and_the_next_name_is_taken(tiny, tmp_path, text):
    """Another law, another wiring list, a simulated record: the control does not wait until somebody has tidied up."""
    (tmp_path / "run.csv").write_bytes(text.encode())
    told = []
    for _ in range(2):
        record(tiny, RealTrace(tmp_path / "run.csv", opened=told.append))
    assert (tmp_path / "run.csv").read_bytes() == text.encode()
    assert told == [tmp_path / "run.2.csv"] * 2
    assert len([row for row in rows(told[0]) if row[3] == "loop.started"]) == 2


def test_rows_are_safe_on_the_card_after_a_minute_at_most(tiny, tmp_path, monkeypatch):
    safe, file = [], tmp_path / "run.csv"

    def fsync(handle):
        safe.append((tiny.pi.clock.monotonic() - start_s, os.fstat(handle).st_size))

    monkeypatch.setattr("firmware.real_trace.os.fsync", fsync)
    start_s = tiny.pi.clock.monotonic()
    record(tiny, RealTrace(file, 3600.0), for_s=200.0)
    assert [at_s for at_s, _ in safe] == [0.0, 60.0, 120.0, 180.0, 200.0]
    assert safe[1][1] == file.stat().st_size, "all rows came in the first six seconds"


def test_a_row_is_with_the_operating_system_at_once(tiny, tmp_path):
    """So that a program that is killed loses none."""
    file = tmp_path / "run.csv"
    tiny.pi.clock.at(tiny.pi.clock.monotonic() + 7.5, lambda: seen.extend(times(file)))
    seen = []
    record(tiny, RealTrace(file, 1.0))
    assert seen[-1] == 7.0


def test_a_full_card_loses_the_record_and_not_the_control(tiny, tmp_path, monkeypatch):
    clock = tiny.pi.clock
    start_s = clock.monotonic()

    def full_for_a_while(_):
        if 0.5 < clock.monotonic() - start_s < 99.0:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("firmware.real_trace.os.fsync", full_for_a_while)
    record(tiny, RealTrace(tmp_path / "run.csv", 1.0), for_s=100.0)
    assert tiny.record.heard().count("loop.sink_lost") == 1
    assert len(tiny.record.ticks) == 100
    assert max(times(tmp_path / "run.csv")) == 60.0


def test_a_folder_that_is_not_there_costs_the_record_and_not_the_control(tiny, tmp_path):
    """A USB stick that was pulled out must not keep a gas alarm from starting."""
    record(tiny, RealTrace(tmp_path / "stick" / "run.csv"))
    assert tiny.record.heard().count("loop.sink_lost") == 1
    assert len(tiny.record.ticks) == 10


@pytest.mark.parametrize("name", ["lamp.SIM.csv", "SIMPLE.csv"])
def test_a_real_record_cannot_have_sim_in_its_name(name):
    with pytest.raises(HighlandError, match="SIM in its name means simulated") as refused:
        real_trace_wanted(name, "30", "lamp")
    assert "lamp.csv" in str(refused.value)


@pytest.mark.parametrize("every", ["0", "-1", "often", "nan", "inf", ""])
def test_a_period_that_is_none_is_refused(every):
    with pytest.raises(HighlandError, match="--trace-every cannot be"):
        real_trace_wanted("lamp.csv", every, "lamp")


def test_a_folder_is_no_file(tmp_path):
    for file in (str(tmp_path), ""):
        with pytest.raises(HighlandError, match="is a folder"):
            real_trace_wanted(file, "30", "lamp")


def test_a_card_that_hangs_in_fsync_holds_no_turn_and_loses_no_row(tiny, tmp_path, monkeypatch):
    """The first fsync hangs until the run is over; the rows wait, the control does not."""
    let_go = threading.Event()
    monkeypatch.setattr("firmware.real_trace.os.fsync", lambda _: let_go.wait(20.0))
    loop, trace = tiny.loop(), RealTrace(tmp_path / "run.csv", 1.0, worker=WorkerThread())
    loop.sinks.append(trace)
    assert loop.run(300.0).ok
    assert len(tiny.record.ticks) == 300
    let_go.set()
    assert trace.close()
    assert len(times(tmp_path / "run.csv")) == 300


def test_rows_for_which_a_hanging_card_leaves_no_room_are_left_out_and_the_end_says_that_rows_are_missing(tmp_path):
    let_go = threading.Event()
    trace = RealTrace(tmp_path / "run.csv", worker=WorkerThread(room=2))
    trace.worker.put(lambda: let_go.wait(20.0))
    for number in range(5):
        trace.worker.put(lambda number=number: None)
    assert trace.worker.lost == 4
    let_go.set()
    assert not trace.close()


def test_a_real_trace_with_a_clock_says_the_date_and_whose_it_is(tiny, tmp_path):
    (tmp_path / "run/systemd/timesync").mkdir(parents=True)
    clock = WallClock(None, tmp_path, lambda: 0.0, lambda: 1_770_000_000.0)

    tiny.pi.clock.at(tiny.pi.clock.monotonic() + 2.5, lambda: clock.give(1_800_000_000.0, "hub"))
    record(tiny, RealTrace(tmp_path / "run.csv", 5.0, clock=clock))
    assert lines(tmp_path / "run.csv")[0] == f"{HEADER},date,clock"
    found = [(row[-2][:10], row[-1]) for row in rows(tmp_path / "run.csv") if row[3] != "loop.started"]
    assert (found[0], found[-1]) == (("2026-02-02", "unsure"), ("2027-01-15", "hub"))
