"""Minimum times spare relays and pumps, and never hold back a move to safety."""

import pytest

from devices import Actuator, OutputPart


class Wire(OutputPart):
    def __init__(self):
        self.written = []

    def write(self, on):
        self.written.append(on)


@pytest.fixture
def heater():
    return Actuator("heater", Wire(), safe=False, start_s=0.0, min_on_s=600.0, min_off_s=600.0)


def test_it_writes_its_safe_value_before_anything_else(heater):
    assert heater.part.written == [False]


def test_it_does_not_switch_faster_than_its_minimum_times(heater):
    assert heater.command(True, 599.9) is False
    assert heater.command(True, 600.0) is True
    assert heater.command(False, 1199.9) is True
    assert heater.command(False, 1200.0) is False
    assert heater.part.written == [False, True, False]


def test_an_urgent_move_ignores_minimum_times(heater):
    heater.command(True, 600.0)
    assert heater.command(False, 601.0, urgent=True) is False


def test_the_wire_is_written_only_on_a_change(heater):
    heater.command(False, 10.0)
    heater.command(False, 11.0)
    assert heater.part.written == [False]


def test_making_safe_writes_the_wire_even_when_it_should_be_safe_already(heater):
    heater.make_safe(10.0)
    assert heater.part.written == [False, False]


def test_a_relay_that_was_made_safe_waits_its_minimum_time(heater):
    """After a stall the law may want it on again in the same turn: that would be a chatter."""
    heater.command(True, 600.0)
    heater.make_safe(1300.0)
    assert heater.command(True, 1300.0) is False
    assert heater.command(True, 1300.0 + heater.min_off_s) is True


def test_what_was_safe_already_goes_on_counting(heater):
    heater.make_safe(599.0)
    assert heater.command(True, heater.min_off_s) is True
