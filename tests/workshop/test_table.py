"""A board on the table: everything off but what is tried, never for long, and one bad part hides no other."""

import pytest

from devices import HighlandError
from drivers._switched import SwitchedPart
from firmware.project import find
from highland._virtual_table import virtual_table
from workshop.table import BRIEF_S, longest_on_s

PROJECTS = ("gas_alarm", "solar_lamp", "water_filter")


@pytest.mark.parametrize("project", PROJECTS)
def test_each_output_is_on_alone_and_off_again(project):
    with virtual_table(find(project)) as table:
        assert table.world.powered() == set()
        for name in table.outputs:
            with table.on(name):
                table.wait(1.0)
                assert table.world.powered() == {name}
            assert table.world.powered() == set()


def test_a_gas_valve_a_heater_and_a_uv_lamp_go_off_by_themselves():
    for project, name in (("gas_alarm", "valve"), ("solar_lamp", "heater"), ("water_filter", "uv_lamp")):
        with virtual_table(find(project)) as table:
            assert longest_on_s(table.plan, name) == BRIEF_S
            with table.on(name, at_most_s=600.0):
                table.wait(BRIEF_S - 0.1)
                assert table.world.powered() == {name}
                table.wait(60.0)
                assert table.world.powered() == set()


def test_a_pump_may_fill_a_bucket_through_its_valves():
    with virtual_table(find("water_filter")) as table, table.opened("filter") as parts:
        with table.on("pump", "inlet_valve", "waste_valve", at_most_s=60.0):
            table.wait(40.0, parts)
            assert table.world.powered() == {"pump", "inlet_valve", "waste_valve"}
            assert parts.sensors["filter"].value("flow_lpm", table.clock.monotonic()) > 0.5
        assert table.world.powered() == set()


def test_an_error_or_ctrl_c_switches_everything_off():
    with virtual_table(find("gas_alarm")) as table:
        with pytest.raises(KeyboardInterrupt), table.on("valve"):
            raise KeyboardInterrupt
        assert table.world.powered() == set()


def test_on_a_real_board_another_thread_switches_off_when_the_program_hangs(monkeypatch):
    started = []

    class Timer:
        def __init__(self, seconds, act):
            self.seconds, self.act, self.goes_on = seconds, act, True
            started.append(self)

        def start(self):
            pass

        def cancel(self):
            self.goes_on = False

    monkeypatch.setattr("threading.Timer", Timer)
    with virtual_table(find("gas_alarm")) as table:
        world, table.world = table.world, None
        with table.on("valve"):
            (dead_man,) = started
            assert dead_man.seconds == BRIEF_S + 1.0
            table.wait(1.0)
            assert world.powered() == {"valve"}
            dead_man.act()
            assert world.powered() == set()
        assert not dead_man.goes_on


def test_a_part_that_cannot_be_opened_hides_no_other(monkeypatch):
    opening = SwitchedPart.__init__

    def busy(self, pin, active_high=True):
        if pin == 27:
            raise OSError(16, "GPIO busy")
        opening(self, pin, active_high)

    monkeypatch.setattr(SwitchedPart, "__init__", busy)
    with virtual_table(find("gas_alarm")) as table:
        assert "GPIO busy" in str(table.unopened["siren"])
        assert set(table.outputs) == {"valve", "fan", "fault_lamp", "amber_lamp", "green_lamp"}


def test_a_sensor_is_opened_with_what_it_needs_and_nothing_else():
    with virtual_table(find("gas_alarm")) as table, table.opened("gas") as parts:
        assert set(parts.sensors) == {"room", "gas"}
        table.wait(200.0, parts)
        now_s = table.clock.monotonic()
        assert parts.sensors["gas"].value("lpg_ppm", now_s) is not None
        assert 15.0 < parts.sensors["room"].value("temperature_c", now_s) < 30.0


def test_a_hand_on_the_virtual_world_is_felt_and_a_broken_contact_still_is_broken():
    with virtual_table(find("gas_alarm"), ["hush=off"]) as table, table.opened("reset", "hush") as parts:
        for name in ("reset", "hush"):
            table.world.hold(f"{name}_pressed", True)
        table.wait(2.0, parts)
        pressed = {name: parts.sensors[name].values["pressed"] for name in ("reset", "hush")}
        assert pressed == {"reset": True, "hush": False}
        table.world.let_go("reset_pressed")
        table.wait(2.0, parts)
        assert parts.sensors["reset"].values["pressed"] is False


@pytest.mark.parametrize(
    ("planted", "on", "moved"),
    [
        ("valve=swapped(fan)", "valve", {"fan"}),
        ("fan=dead", "fan", set()),
        ("siren=inverted", "fan", {"fan", "siren"}),
    ],
)
def test_a_planted_mistake_of_the_wires_is_there(planted, on, moved):
    with virtual_table(find("gas_alarm"), [planted]) as table, table.on(on):
        table.wait(1.0)
        assert table.world.powered() == moved


@pytest.mark.parametrize("planted", ["valve=swapped(gas)", "no_such=inverted", "adc=inverted", "fan=purple"])
def test_a_mistake_that_cannot_be_planted_is_refused(planted):
    with pytest.raises(HighlandError), virtual_table(find("gas_alarm"), [planted]):
        pass
