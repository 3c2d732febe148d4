"""Switching the board on and off: what changes in the process, and that all of it changes back."""

import os
import subprocess
import sys
import time
import types
from pathlib import Path

import pytest

from sim.libraries.modules import PATCHED, STAND_INS
from sim.time.clock import BOOT_S
from sim.virtual_pi import VirtualPi


def hardware_modules() -> dict[str, types.ModuleType]:
    return {
        name: module
        for name, module in sys.modules.items()
        if name.partition(".")[0] in STAND_INS or name.startswith(PATCHED)
    }


def test_outside_of_with_no_module_of_ours_is_left_in_sys_modules() -> None:
    before = hardware_modules()
    finders = list(sys.meta_path)
    with VirtualPi():
        import adafruit_dht
        import adafruit_ina219
        import board

        assert board.D4.id == 4
        assert adafruit_dht.time is not time
        assert sys.modules["adafruit_ina219"] is adafruit_ina219
    assert hardware_modules() == before
    added = [each for each in sys.meta_path if each not in finders]  # a library may add one of its own, the first time
    assert [each for each in sys.meta_path if each in finders] == finders
    assert [each for each in added if type(each).__module__.startswith("sim.")] == []


def test_what_was_there_before_comes_back_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    real_board, real_dht = types.ModuleType("board"), types.ModuleType("adafruit_dht")
    monkeypatch.setitem(sys.modules, "board", real_board)
    monkeypatch.setitem(sys.modules, "adafruit_dht", real_dht)
    with VirtualPi():
        import adafruit_dht
        import board

        assert board is not real_board
        assert adafruit_dht is not real_dht
    assert sys.modules["board"] is real_board
    assert sys.modules["adafruit_dht"] is real_dht


def test_the_libraries_are_loaded_once_and_serve_every_board() -> None:
    with VirtualPi():
        import adafruit_dht as first
    with VirtualPi() as pi:
        import adafruit_dht as second

        pi.clock.sleep(5)
        assert second.time.monotonic() == BOOT_S + 5
    assert second is first


def test_gpiozero_does_not_keep_our_spidev_when_it_is_imported_first_by_us() -> None:
    """In a fresh process, because here gpiozero is long imported."""
    program = (
        "import sys; from sim.virtual_pi import VirtualPi\n"
        "assert 'gpiozero' not in sys.modules\n"
        "with VirtualPi(): pass\n"
        "from gpiozero.pins import local\n"
        "assert 'sim.' not in getattr(local.SpiDev, '__module__', '')\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])


def test_every_patch_goes_in_and_comes_out_again() -> None:
    from gpiozero import boards, devices, input_devices, mixins, output_devices, threads, tools
    from gpiozero.pins import local

    def look() -> list[object]:
        return [
            devices.Device.pin_factory,
            local.SpiDev,
            mixins.SharedMixin._instances,
            threads._THREADS,
            threads.GPIOThread.start,
            threads.GPIOThread.join,
            threads.GPIOThread.__dict__.get("is_alive"),
            mixins.HoldThread,
            threads.Event,
            mixins.Event,
            input_devices.Event,
            input_devices.DistanceSensor.ECHO_LOCK,
            output_devices.Lock,
            input_devices.sleep,
            boards.sleep,
            tools.sleep,
        ]

    before, uname, sleep = look(), getattr(os, "uname", None), time.sleep
    with VirtualPi():
        assert all(now is not then for now, then in zip(look(), before, strict=True))
        assert time.sleep is sleep  # the rest of the process keeps its real time
    assert all(now is then for now, then in zip(look(), before, strict=True))
    assert getattr(os, "uname", None) is uname


def test_all_comes_back_after_an_exception_too() -> None:
    before = hardware_modules()
    with pytest.raises(ZeroDivisionError), VirtualPi():
        raise ZeroDivisionError
    assert hardware_modules() == before
    with VirtualPi():
        pass


def test_a_second_board_in_the_same_process_is_refused_in_one_sentence() -> None:
    with VirtualPi() as pi:
        with pytest.raises(RuntimeError, match="one process is one board"), VirtualPi():
            pass
        from gpiozero import LED

        led = LED(17)
        led.on()
        assert pi.pins[17].duty == 1.0


def test_outside_of_with_a_part_says_that_no_board_is_on() -> None:
    with VirtualPi():
        import board
        import digitalio
    with pytest.raises(RuntimeError, match="No virtual Pi is switched on"):
        digitalio.DigitalInOut(board.D4)


def test_what_the_program_left_open_is_closed_and_its_threads_end() -> None:
    with VirtualPi() as pi:
        from gpiozero import LED, MCP3008, Button, MotionSensor, TonalBuzzer

        led, button, motion, tonal = LED(17), Button(22), MotionSensor(23), TonalBuzzer(24)
        adcs = MCP3008(0), MCP3008(1)
        led.blink(0.1, 0.1)
        pi.clock.sleep(1)
    assert led.closed
    assert button.closed
    assert motion.closed
    assert all(adc._spi.closed for adc in adcs)
    assert pi.pins[17].duty is None
    tonal.close()


def test_a_reboot_keeps_chips_and_time_and_gives_fresh_pins() -> None:
    pi = VirtualPi()
    pi.pins[22].pull(True)
    with pi:
        from gpiozero import LED

        led = LED(17)
        led.on()
        pi.clock.sleep(10)
    assert led.closed
    assert pi.pins[17].level is False  # the SoC's boot pull
    with pi:
        from gpiozero import LED, Button

        assert not Button(22).is_pressed
        LED(17).close()
        assert pi.clock.monotonic() == BOOT_S + 10


def test_gpiozeros_own_shutdown_at_the_end_of_a_program_is_safe() -> None:
    with VirtualPi() as pi:
        import gpiozero.devices
        from gpiozero import LED, Button

        led, button = LED(17), Button(22)
        led.blink()
        pi.pins[22].drive(False)
        pi.clock.sleep(3.5)
        gpiozero.devices._shutdown()
        assert led.closed
        assert button.closed


def test_the_board_needs_no_posix(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where os has no uname and adafruit_dht imports it."""
    from sim.libraries import modules

    monkeypatch.delattr(os, "uname", raising=False)
    monkeypatch.setattr(modules, "_patched", {})
    with VirtualPi():
        import adafruit_dht
        import board

        assert "Linux" in adafruit_dht.uname()
        adafruit_dht.DHT22(board.D4, use_pulseio=False)
    assert not hasattr(os, "uname")


def test_the_seed_is_the_only_luck() -> None:
    assert VirtualPi(seed=7).rng.random() == VirtualPi(seed=7).rng.random() != VirtualPi(seed=8).rng.random()


def test_a_board_model_is_what_gpiozero_expects() -> None:
    with VirtualPi():
        from gpiozero import Device

        assert Device.pin_factory.board_info.model == "4B"
