"""Which library moves the pins, what is said where none can, and what the wire sees when an output is opened."""

import os
import sys
from contextlib import suppress
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import SimpleNamespace

import pytest

import drivers
from devices import HighlandError, ReadError
from drivers._lgpio_pins import NamesABusyPin, PinBusy
from drivers._pins import ASKED, pin_library, use_pins
from tests.drivers.fake_kernel import FakeLgpio

PI_4, PI_5 = "Raspberry Pi 4 Model B Rev 1.4", "Raspberry Pi 5 Model B Rev 1.0"


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drivers._pins.find_spec", lambda _name: None)


def installed(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr("drivers._pins.find_spec", lambda name: ModuleSpec(name, None) if name in names else None)


def refusal(*given: object, **options: object) -> str:
    with pytest.raises(HighlandError) as caught:
        pin_library(*given, **options)  # type: ignore[arg-type]
    return str(caught.value)


def test_lgpio_is_taken_where_it_is(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "lgpio", "RPi")
    assert pin_library(PI_4, {}, root) == ("lgpio", 0)
    assert pin_library(PI_4, {ASKED: "lgpio"}, root) == ("lgpio", 0)
    assert pin_library(PI_4, {ASKED: "RPiGPIO"}, root) == ("rpigpio", 0), "a person's own choice"


def test_the_chip_of_a_pi_5_with_an_older_kernel(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "lgpio")
    assert pin_library(PI_5, {}, root) == ("lgpio", 0)
    (root / "dev" / "gpiochip4").touch()
    assert pin_library(PI_5, {}, root) == ("lgpio", 4)
    assert pin_library(PI_4, {}, root) == ("lgpio", 0)


def test_the_old_library_serves_where_it_can(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "RPi")
    (root / "dev" / "gpiomem").touch()
    assert pin_library(PI_4, {}, root) == ("rpigpio", 0)
    for model in (PI_5, "Raspberry Pi 500 Rev 1.0", "Raspberry Pi Compute Module 5 Rev 1.0"):
        assert refusal(model, {}, root).startswith(f"RPi.GPIO cannot move the pins of a {model}.")


def test_a_missing_package_is_named_as_debian_names_it(root: Path, nothing_installed: None) -> None:
    assert refusal(PI_4, {}, root) == (
        "The library that moves the pins is missing: lgpio. No pin was touched. "
        "Install it: `sudo apt install python3-lgpio`"
    )
    assert "sudo apt install python3-rpi-lgpio" in refusal(PI_4, {ASKED: "rpigpio"}, root)


def test_an_environment_that_hides_the_systems_package_is_told_so(root: Path, nothing_installed: None) -> None:
    packages = root / "usr/lib/python3/dist-packages"
    packages.mkdir(parents=True)
    (packages / "lgpio.py").touch()
    said = refusal(PI_4, {}, root)
    assert said.startswith("lgpio is installed on this system, but this environment of Python does not see it.")
    assert "--system-site-packages" in said


def test_a_chip_without_permission_names_user_group_and_command(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "lgpio")
    monkeypatch.setattr("drivers._pins.os.access", lambda *_: False)
    assert refusal(PI_4, {}, root, user="pupil") == (
        "The user pupil may not use the pins (/dev/gpiochip0). No pin was touched. "
        "Add it to the group gpio: `sudo usermod -aG gpio pupil`. Then log out and in again."
    )


def test_a_board_without_a_chip(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "lgpio")
    (root / "dev" / "gpiochip0").unlink()
    assert refusal(PI_4, {}, root).startswith("This board shows no GPIO chip: /dev/gpiochip0 is missing.")


@pytest.mark.parametrize("name", ["native", "pigpio", "mock", "Native"])
def test_a_library_that_reserves_no_pin_is_refused_even_when_asked_for(
    name: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(monkeypatch, "lgpio", "RPi", "pigpio")
    said = refusal(PI_4, {ASKED: name}, root)
    assert said.startswith(f"GPIOZERO_PIN_FACTORY asks for {name.lower()}, which must not drive a project.")


def test_a_library_that_fails_is_told_and_no_other_is_tried(
    root: Path, kernel: FakeLgpio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_chip: int) -> int:
        raise kernel.error("can not open gpiochip")

    monkeypatch.setattr(kernel, "gpiochip_open", refuses)
    with pytest.raises(HighlandError, match="lgpio could not be started: LgpioError: 'can not open gpiochip'"):
        use_pins(PI_4, {}, root)
    from gpiozero import Device

    assert Device.pin_factory is None


def test_pins_that_somebody_chose_are_left_alone(bench) -> None:
    from gpiozero import Device

    before = Device.pin_factory
    assert use_pins(PI_4, {ASKED: "native"}) == type(before).__name__
    assert Device.pin_factory is before


LIBRARY = """
import os
from tests.drivers.fake_kernel import FakeLgpio

where = os.getcwd()
open(".lgd-nfy0", "w").close()
globals().update({name: getattr(FakeLgpio("lgpio"), name) for name in dir(FakeLgpio) if name[0] != "_"})
"""


def test_the_library_needs_no_working_folder_that_can_be_written(
    root: Path, kernel: FakeLgpio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """lgpio makes a pipe there when it is imported. A service often starts in /, and gpiozero took another library."""
    (root / "lgpio.py").write_text(LIBRARY, encoding="utf-8")
    monkeypatch.delitem(sys.modules, "lgpio")
    monkeypatch.syspath_prepend(root)
    before = os.getcwd()
    use_pins(PI_4, {}, root)
    where = sys.modules["lgpio"].where
    assert where != before
    assert not Path(where).exists(), "its folder was for a moment"
    assert os.getcwd() == before


@pytest.mark.parametrize("active_high", [True, False])
def test_a_relay_never_sees_its_on_level_at_the_start(root: Path, kernel: FakeLgpio, active_high: bool) -> None:
    """gpiozero's own lgpio pins would drive an active-low wire low first: input, low, high."""
    from gpiozero import Device

    use_pins(PI_4, {}, root)
    on, off, end = (1.0, 0.0, "in, pulled down") if active_high else (0.0, 1.0, "in, pulled up")
    part = drivers.find("relay")(pin=17, active_high=active_high)  # type: ignore[call-arg]
    assert kernel.story[17] == [("in", None), ("out", off)]
    part.write(True)
    part.close()
    assert kernel.story[17][2:] == [("out", on), ("out", off), (end, None)], "off, then let go, and held there"
    Device.pin_factory.close()  # at the end of the process
    assert kernel.story[17][-1] == (end, None)


def test_a_relay_that_cannot_be_switched_off_is_let_go_with_a_pull_to_off(
    root: Path, kernel: FakeLgpio, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_pins(PI_4, {}, root)
    part = drivers.find("relay")(pin=17, active_high=False)  # type: ignore[call-arg]
    part.write(True)

    def refuses(*_: object) -> None:
        raise kernel.error("bad GPIO write")

    with monkeypatch.context() as patched:
        patched.setattr(kernel, "gpio_write", refuses)
        with pytest.raises(kernel.error):
            part.close()
    assert kernel.story[17][-1] == ("in, pulled up", None)


def test_a_busy_pin_says_which_it_is(root: Path, kernel: FakeLgpio) -> None:
    kernel.busy = (22,)
    use_pins(PI_4, {}, root)
    with pytest.raises(PinBusy) as caught:
        drivers.find("relay")(pin=22)  # type: ignore[call-arg]
    assert (caught.value.gpio, caught.value.chip) == (22, 0)


def test_a_pin_that_rpi_lgpio_finds_busy_says_which_it_is_too() -> None:
    class RPiGPIOPin:
        def __init__(self, _factory: object, _info: object) -> None:
            raise FakeLgpio.error("GPIO busy")

    pin = type("Pin", (NamesABusyPin, RPiGPIOPin), {})
    with pytest.raises(PinBusy) as caught:
        pin(SimpleNamespace(), SimpleNamespace(name="GPIO22"))
    assert (caught.value.gpio, caught.value.chip) == (22, 0)


def test_what_else_the_kernel_refuses_keeps_its_words(root: Path, kernel: FakeLgpio, monkeypatch) -> None:
    def refuses(*_: object) -> None:
        raise kernel.error("bad GPIO number")

    use_pins(PI_4, {}, root)
    monkeypatch.setattr(kernel, "gpio_claim_input", refuses)
    with pytest.raises(kernel.error, match="bad GPIO number"):
        drivers.find("relay")(pin=22)  # type: ignore[call-arg]


def test_a_pin_that_is_opened_again_has_the_level_that_was_asked_for(root: Path, kernel: FakeLgpio) -> None:
    """lgpio does nothing when a line is claimed that is an output already."""
    from gpiozero import Device

    use_pins(PI_4, {}, root)
    pin = Device.pin_factory.pin(17)
    pin.output_with_state(True)
    pin.output_with_state(False)
    assert kernel.story[17][-1] == ("out", 0.0)


def test_the_heater_of_an_mq7_is_a_constant_level_unless_it_is_switched(root: Path, kernel: FakeLgpio) -> None:
    """lgpio wrote the wire 100 times a second at full heat too, and gpiozero cut 7.84 % down to 7 %."""
    from drivers.mq7 import Mq7

    time_s = [0.0]
    clock = SimpleNamespace(monotonic=lambda: time_s[0])
    use_pins(PI_4, {}, root)
    adc = SimpleNamespace(voltage_v=lambda: 0.5)
    part = Mq7(adc, clock, load_resistor_ohm=10_000.0, r0_ohm=10_000.0, heater_pin=18)  # type: ignore[arg-type]
    assert kernel.story[18][-1] == ("out", 1.0)
    assert kernel.pulses == set()
    for time_s[0], last in ((60.0, ("100 Hz", pytest.approx(7.84))), (150.0, ("out", 1.0))):
        with suppress(ReadError):
            part.read()
        assert kernel.story[18][-1] == last
    assert kernel.pulses == set()
    part.close()
    assert kernel.story[18][-2:] == [("out", 0.0), ("in, pulled down", None)]


def test_an_mq7_that_is_closed_in_its_cold_phase_ends_its_pulses(root: Path, kernel: FakeLgpio) -> None:
    from gpiozero import PWMOutputDevice

    use_pins(PI_4, {}, root)
    device = PWMOutputDevice(18, initial_value=0.5)
    assert kernel.pulses == {18}
    device.close()
    assert kernel.pulses == set()
    assert kernel.story[18][-1][0].startswith("in")
