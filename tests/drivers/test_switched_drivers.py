"""Relays and everything behind them: no blip at the start, off at the end, welded contacts."""

from __future__ import annotations

from typing import Any

import pytest

import drivers
from devices import OutputPart

GPIO = 17
NAMES = [name for name in drivers.names() if issubclass(drivers.find(name), OutputPart)]


def actuator(name: str) -> str:
    command = drivers.find(name).command  # type: ignore[attr-defined]  # an output
    return f"part_{command}" if command else "part"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("active_high", [True, False])
def test_it_starts_off_without_a_blip_switches_and_ends_off(bench: Any, name: str, active_high: bool) -> None:
    bench.plug(name, pin=GPIO, active_high=active_high)
    part: Any = drivers.find(name)(pin=GPIO, active_high=active_high)  # type: ignore[call-arg]
    assert set(bench.driven.history) == {0.0}, "nothing moves before the first command"
    part.write(True)
    assert bench.driven == {actuator(name): 1.0}
    part.write(False)
    part.write(True)
    part.close()
    assert bench.driven == {actuator(name): 0.0}
    assert bench.driven.history[-2:] == [0.0, 0.0], "first off, then let go"
    assert bench.pi.pins[GPIO].duty is None


def test_an_active_low_relay_sees_a_high_wire_from_the_first_moment(bench: Any) -> None:
    net = bench.pi.pins[GPIO]
    seen: list[float | None] = []
    net.on_change(lambda: seen.append(net.duty))
    part: Any = drivers.find("relay")(pin=GPIO, active_high=False)  # type: ignore[call-arg]
    assert 0.0 not in seen
    assert net.duty == 1.0
    part.close()


def test_closing_twice_is_harmless(bench: Any) -> None:
    part: Any = drivers.find("relay")(pin=GPIO)  # type: ignore[call-arg]
    part.close()
    part.close()


def test_a_pin_that_cannot_be_switched_off_is_let_go_all_the_same(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pin let go is an input: with the pull-up or pull-down of its module the part then goes off."""
    from gpiozero import OutputDevice

    def fails(_: OutputDevice) -> None:
        raise OSError(5, "Input/output error")

    bench.plug("relay", pin=GPIO)
    part: Any = drivers.find("relay")(pin=GPIO)  # type: ignore[call-arg]
    part.write(True)
    monkeypatch.setattr(OutputDevice, "off", fails)
    with pytest.raises(OSError, match="Input/output"):
        part.close()
    assert bench.pi.pins[GPIO].duty is None
    assert bench.driven == {"part": 0.0}


def test_the_valve_is_the_actuator_valve_open(bench: Any) -> None:
    bench.plug("valve", "valve", pin=GPIO)
    assert bench.driven == {"valve_open": 0.0}


def test_welded_dead_and_unpowered_outputs(bench: Any) -> None:
    chip = bench.plug("lamp", "lamp", pin=GPIO)
    part: Any = drivers.find("lamp")(pin=GPIO)  # type: ignore[call-arg]
    chip.welded = True
    assert bench.driven["lamp"] == 1.0
    chip.powered = False
    assert bench.driven["lamp"] == 0.0, "a welded relay without supply gives nothing"
    chip.powered, chip.welded = True, False
    part.write(True)
    assert bench.driven["lamp"] == 0.0
    chip.welded = None
    assert bench.driven["lamp"] == 1.0
    part.close()
