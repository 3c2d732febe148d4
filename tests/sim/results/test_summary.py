"""A summary tells a class why an output was switched, names things, and says where the rest of the events are."""

from types import SimpleNamespace

import pytest

from devices import Event, Message
from firmware.loop import Ending
from firmware.names import Name, Names, plain_name
from messages import translator
from sim.results.summary import NEWEST, Reader, report, state_now
from sim.world.events import Switching
from sim.world.simulation import FAULT_BEGINS, SimulationResult

GAS = Message("test.gas", "Gas: {ppm:.0f} ppm.")
BLIND = Message("test.blind", "The sensor is gone.")
NAMES = Names(
    plain_name("tiny"),
    parts={"gas": Name("Gas sensor", "Cảm biến gas", "Gas sensor", "Cảm biến gas")},
    outputs={"valve_open": Name("Gas valve", "Van gas", "Gas valve: open / shut", "Van gas: mở / đóng")},
    states={"ALARM": Name("Alarm", "Báo động", "Gas alarm", "Báo động khí gas")},
)
SUMMARY = SimpleNamespace(
    LINES=(("shut_s", Message("test.shut", "Shut after {value:span}.")), ("ppm", Message("test.ppm", "{value:.0f}"))),
    WHY_SWITCHED={"shut_s": ("valve_open", False)},
)


def result(events=(), switched=(), state="ALARM"):
    return SimulationResult(
        project="tiny", seed=0, simulated_s=7500.0, final={"state": state}, metrics={"shut_s": 235.0, "ppm": 7.0},
        events=list(events), trace_sha256="", ending=Ending(True, BLIND), switched=list(switched),
    )  # fmt: skip


def lines(result, lang="en", **options):
    options = {"all_events": False, **options}
    return report(result, SUMMARY, NAMES, Reader(lang, translator(lang), options.pop("width", 1000)), **options)


def test_the_reason_stands_behind_the_line_about_it():
    shut = Switching(1803.0, "valve_open", False, GAS(ppm=1404.0))
    opened = Switching(100.0, "valve_open", True, BLIND)
    found = lines(result(switched=[opened, shut]))
    assert found[2:5] == [
        "  Shut after 3 min 55 s.",
        "    Gas valve: shut after 30 min 03 s, because: Gas: 1404 ppm.",
        "  7",
    ]
    assert lines(result(switched=[shut]), "vi")[3] == "    Van gas: đóng lúc 30 phút 03 giây, vì: Gas: 1404 ppm."


def test_at_most_three_reasons_are_told():
    switched = [Switching(float(number), "valve_open", False, BLIND) for number in range(9)]
    assert sum("because" in line for line in lines(result(switched=switched))) == 3


def test_a_fault_a_state_and_a_moment_are_told_in_words():
    events = [Event(3605.0, "fault", "ALARM", FAULT_BEGINS(fault="gas=off"))]
    (line,) = (each for each in lines(result(events)) if "gas=off" in each)
    assert line == "  1 h 00 min 05 s  fault  Alarm  Fault injected: Gas sensor: unplugged (gas=off)."


@pytest.mark.parametrize("width", [60, 80])
def test_long_lines_are_broken_between_words(width):
    long = Message("test.long", "This sentence goes on and on and on, and it does not end before it is over.")
    events = [Event(60.0, "state", "ALARM", long)]
    shut = Switching(60.0, "valve_open", False, long)
    assert max(map(len, lines(result(events, [shut]), width=width))) <= width


def test_it_points_to_the_whole_list_where_it_shows_only_the_newest():
    events = [Event(float(number), "state", "ALARM", GAS(ppm=number)) for number in range(30)]
    few, all_of_them = lines(result(events)), lines(result(events), all_events=True)
    assert sum("ppm." in line for line in few) == NEWEST
    assert "  All of them: the same command with --events." in few
    assert sum("ppm." in line for line in all_of_them) == 30
    assert not any("--events" in line for line in all_of_them)


@pytest.mark.parametrize(
    ("state", "said"),
    [("ALARM", "At the end the state is Alarm."), ("DOWN", "The run is over while the board is down.")],
)
def test_the_state_at_the_end_has_its_name(state, said):
    assert state_now(result(state=state), NAMES, "en").render().startswith(said[:-1])
