"""How programs find our modules: while a board is on, under the real names; afterwards what was there before."""

import sys
import types

import pytest

from sim.libraries.modules import FACTORIES, STAND_INS
from sim.virtual_pi import VirtualPi


def found() -> dict[str, types.ModuleType]:
    return {
        name: module
        for name, module in sys.modules.items()
        if name in FACTORIES or name.partition(".")[0] in STAND_INS
    }  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "import RPi.GPIO as GPIO",
        "import RPi.GPIO; GPIO = RPi.GPIO",
        "from RPi import GPIO",
        "from RPi.GPIO import *; import RPi.GPIO as GPIO; assert setup and OUT == 0",
    ],
)
def test_every_way_to_import_rpi_gpio(pi: VirtualPi, line: str) -> None:
    names: dict[str, types.ModuleType] = {}
    exec(line, names)
    assert names["GPIO"] is sys.modules["RPi.GPIO"]
    names["GPIO"].setmode(names["GPIO"].BCM)


def test_nothing_of_ours_is_found_after_the_board_is_off() -> None:
    before = found()
    with VirtualPi():
        import RPi.GPIO
        import smbus
        import smbus2
        from gpiozero.pins.pigpio import PiGPIOFactory

        assert all(name in sys.modules for name in STAND_INS)
        assert {RPi.GPIO, smbus, smbus2} <= set(sys.modules.values())
        assert callable(PiGPIOFactory)
    assert found() == before


def test_the_real_modules_come_back_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    real = {name: types.ModuleType(name) for name in ("RPi", "RPi.GPIO", "RPi._GPIO", "smbus2", "smbus2.smbus2")}
    for name, module in real.items():
        monkeypatch.setitem(sys.modules, name, module)
    with VirtualPi():
        from RPi import GPIO

        assert GPIO is not real["RPi.GPIO"]
        assert sys.modules["RPi._GPIO"] is GPIO
        assert "smbus2.smbus2" not in sys.modules
    assert all(sys.modules[name] is module for name, module in real.items())


def test_the_package_holds_nothing_but_gpio(pi: VirtualPi) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"RPi\.header"):
        exec("import RPi.header")


def test_functions_kept_over_the_end_of_the_board_say_that_none_is_on() -> None:
    with VirtualPi():
        from RPi import GPIO
        from smbus2 import SMBus
    with pytest.raises(RuntimeError, match="No virtual Pi is switched on"):
        GPIO.setmode(GPIO.BCM)
    with pytest.raises(RuntimeError, match="No virtual Pi is switched on"):
        SMBus(1)


@pytest.mark.parametrize(
    ("module", "factory"),
    [
        ("lgpio", "LGPIOFactory"),
        ("rpigpio", "RPiGPIOFactory"),
        ("pigpio", "PiGPIOFactory"),
        ("native", "NativeFactory"),
    ],
)
def test_a_program_that_chooses_a_pin_factory_gets_the_boards(pi: VirtualPi, module: str, factory: str) -> None:
    from importlib import import_module

    from gpiozero import Device, Servo

    chosen = getattr(import_module(f"gpiozero.pins.{module}"), factory)()
    assert chosen is Device.pin_factory
    servo = Servo(17, pin_factory=chosen)
    servo.mid()
    assert pi.pins[17].frequency_hz == pytest.approx(50.0)
