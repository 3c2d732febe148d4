"""The keys of the live picture, as pure steps from one console to the next."""

import pytest

from firmware.names import Names, plain_name
from sim.live.console import SPEEDS, Choices, Console, on_key, speed_to_watch
from sim.live.menus import (
    ClearFault,
    EndRun,
    InjectFault,
    PressButton,
    break_menu,
    faults_to_offer,
    mend_menu,
    press_menu,
)
from sim.world.faults import Fault

OFF, STUCK = Fault("box", "off"), Fault("box_humidity_pct", "stuck")
NAMES = Names(plain_name("tiny"))


def choices(faults, active=(), buttons=()):
    return Choices(break_menu(faults, NAMES, "en"), mend_menu(active, NAMES, "en"), press_menu(buttons, NAMES, "en"))


BOARD = choices({"box": [OFF, STUCK], "fan": [Fault("fan", "welded")]}, active=[STUCK], buttons=["reset", "test"])


def after(keys, console=None, choices=BOARD):
    console, orders = console or Console(60.0), []
    for key in keys:
        console, order = on_key(console, key, choices)
        if order is not None:
            orders.append(order)
    return console, orders


def test_space_pauses_and_goes_on():
    assert after(" ")[0].paused
    assert not after("  ")[0].paused


@pytest.mark.parametrize(
    ("keys", "speed"), [("+", 120.0), ("=", 120.0), ("-", 30.0), ("+" * 50, SPEEDS[-1]), ("-" * 50, 1.0)]
)
def test_plus_and_minus_change_the_speed_within_bounds(keys, speed):
    assert after(keys)[0].speed == speed


@pytest.mark.parametrize(
    ("keys", "orders"),
    [
        ("b11", [InjectFault(OFF)]),
        ("b12", [InjectFault(STUCK)]),
        ("b21", [InjectFault(Fault("fan", "welded"))]),
        ("m1", [ClearFault(STUCK)]),
        ("p2", [PressButton("test")]),
        ("q", [EndRun()]),
        ("bq", [EndRun()]),
        ("Q", [EndRun()]),
        ("B11", [InjectFault(OFF)]),
        ("b9", []),
        ("bx1", []),
        ("xyz1", []),
    ],
)
def test_keys_give_orders(keys, orders):
    console, given = after(keys)
    assert given == orders
    assert console.menu is None


@pytest.mark.parametrize("keys", [" ", "b", "b1", "m", "p"])
def test_the_world_stands_still_while_it_is_paused_or_a_menu_is_open(keys):
    assert after(keys)[0].stands_still
    assert not after(keys + ("x" if keys != " " else " "))[0].stands_still


def test_n_looks_for_the_next_change_until_it_is_pressed_again_or_something_is_chosen():
    assert after("n")[0].seeking
    assert not after("nn")[0].seeking
    assert after("n+")[0].seeking
    for key in " bmp":
        assert not after("n" + key)[0].seeking
    assert after(" n")[0] == Console(60.0, paused=True, seeking=True)


def test_a_long_menu_has_pages():
    many = choices({f"part{number}": [Fault(f"part{number}", "off")] for number in range(11)})
    assert after("bn21", choices=many)[1] == [InjectFault(Fault("part10", "off"))]
    console, _ = after("bnn", choices=many)
    assert console.menu.shown[0].code == "part0"


def test_with_nothing_broken_or_no_button_it_says_so():
    console, orders = after("m", choices=choices({}))
    assert console.note.key == "live.nothing_broken"
    assert orders == []
    assert after("p", choices=choices({}))[0].note.key == "live.no_button"
    assert after("p ", choices=choices({}))[0].note is None


def test_what_is_offered_shows_something_at_once():
    """A fault `wrong` without figures changes nothing, and a button cannot be twice as pressed."""
    can_fail = {
        "box": ("off",),
        "box_humidity_pct": ("stuck", "wrong", "off"),
        "reset": ("off",),
        "reset_pressed": ("stuck", "wrong", "off"),
        "valve": ("off",),
        "valve_switch": ("off",),
        "valve_switch_closed": ("stuck", "wrong", "off"),
        "valve_open": ("welded", "dead", "off"),
    }
    parts = ("box", "reset", "valve", "valve_switch")
    offered = faults_to_offer(can_fail, parts, frozenset({"reset_pressed", "valve_switch_closed"}))
    assert [str(fault) for fault in offered["box"]] == [
        "box=off", "box_humidity_pct=stuck", "box_humidity_pct=wrong(gain=0.5)", "box_humidity_pct=wrong(gain=2)",
    ]  # fmt: skip
    assert [str(fault) for fault in offered["reset"]] == [
        "reset=off", "reset_pressed=stuck(value=1)", "reset_pressed=stuck(value=0)",
    ]  # fmt: skip
    assert [str(fault) for fault in offered["valve"]] == ["valve=off", "valve_open=welded", "valve_open=dead"]
    assert len(offered["valve_switch"]) == 3


@pytest.mark.parametrize(("for_s", "speed"), [(60.0, 1.0), (7200.0, 60.0), (86_400.0, 600.0), (1e9, SPEEDS[-1])])
def test_a_lesson_takes_about_three_minutes_when_nobody_says(for_s, speed):
    assert speed_to_watch(for_s) == speed
