"""The menus tell what to break in words, with the code to type beside it, and fit a small terminal."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from firmware.project import find
from messages import translator
from sim.live.console import Console
from sim.live.foot import foot
from sim.live.menus import InjectFault, Menu, break_menu, faults_to_offer, mend_menu
from sim.live.words import Tongue
from sim.world.fault_orders import to_do
from sim.world.faults import Fault, parse_fault
from sim.world.simulation import Simulation

PROJECTS = ("gas_alarm", "solar_lamp", "water_filter")


@pytest.fixture(scope="module", params=PROJECTS)
def offered(request):
    project = find(request.param)
    with Simulation(project) as simulation:
        world = simulation.world
        switches = frozenset(name for name, value in world.plant.felt.items() if isinstance(value, bool))
        yield project.names(), faults_to_offer(world.can_fail(), tuple(world.chips), switches), world


@pytest.mark.parametrize(
    ("fault", "english", "vietnamese"),
    [
        ("gas=off", "Gas sensor: pull out the plug", "Cảm biến gas: rút dây"),
        ("valve_open=welded", "Gas valve: sticks “open”", "Van gas: kẹt ở “mở”"),
        ("mains_closed=stuck(value=0)", "Mains: always “off”", "Điện lưới: luôn là “mất điện”"),
        ("siren=dead", "Siren: sticks switched off", "Còi hú: kẹt ở “tắt”"),
        ("gas_lpg_ppm=wrong(gain=0.5)", "Gas: shows half", "Khí gas: chỉ còn một nửa"),
        ("board=killed", "Board: let the program crash", "Bo mạch: làm chương trình bị sập"),
        ("gas=nack", "Gas sensor: does not answer (gas=nack)", "Cảm biến gas: không trả lời (gas=nack)"),
    ],
)
def test_a_fault_is_something_to_do(fault, english, vietnamese):
    names = find("gas_alarm").names()
    assert Tongue().says(to_do(parse_fault(fault), names, "en")) == english
    assert Tongue("vi", translator("vi")).says(to_do(parse_fault(fault), names, "vi")) == vietnamese


def test_what_names_toml_has_words_for_comes_first_and_everything_else_behind_it():
    names = find("gas_alarm").names()
    menu = break_menu({"gas": [Fault("gas", "off")]}, names, "en")
    assert menu.entries[0][:2] == ("Pull out the gas sensor's plug", "gas=off")
    assert menu.entries[0].leads_to == InjectFault(Fault("gas", "off"))
    assert menu.entries[-1].leads_to.entries[0].leads_to.entries[0].leads_to == InjectFault(Fault("gas", "off"))


def test_a_thing_that_nobody_has_named_is_not_offered_in_words():
    names = find("gas_alarm").names()
    offered = {"gas": [Fault("gas", "off"), Fault("gas_temperature_c", "stuck")]}
    menu = break_menu(offered, replace(names, faults={}), "en")
    assert [entry.code for entry in menu.entries[0].leads_to.entries] == ["gas=off"]


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("width", [56, 76])
def test_every_menu_of_every_project_fits_a_small_terminal(offered, lang, width):
    names, faults, _ = offered
    tongue = Tongue(lang, str if lang == "en" else translator(lang))
    waiting, seen = [break_menu(faults, names, lang)], 0
    while waiting:
        menu = waiting.pop()
        waiting += [entry.leads_to for entry in menu.entries if isinstance(entry.leads_to, Menu)]
        for first in range(0, len(menu.entries), 9):
            lines = foot(Console(1.0, menu=replace(menu, first=first)), tongue, width)
            assert max(line.cell_len for line in lines) <= width
            assert len(lines) <= 24 - 5, "two lines are the frame's, three the head's"
            seen += 1
        assert all(cell_len(entry.code) <= width - 3 for entry in menu.entries)
    assert seen > 10


def test_every_fault_that_a_menu_offers_can_really_begin(offered):
    names, faults, world = offered
    can_fail = world.can_fail()
    waiting, codes = [break_menu(faults, names, "en")], []
    while waiting:
        for entry in waiting.pop().entries:
            if isinstance(entry.leads_to, Menu):
                waiting.append(entry.leads_to)
            else:
                codes.append(entry.code)
                assert str(parse_fault(entry.code)) == entry.code == str(entry.leads_to.fault)
                assert parse_fault(entry.code).kind in can_fail[parse_fault(entry.code).target]
    assert codes


def test_a_fault_to_clear_is_told_as_it_is():
    menu = mend_menu([Fault("gas", "off")], find("gas_alarm").names(), "en")
    assert menu.entries[0].words.render() == "Gas sensor: unplugged (gas=off)"
