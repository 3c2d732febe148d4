"""A library or a bus that is not there is a failed read with what to install or switch on: never a crash."""

import sys
from pathlib import Path

import pytest

from devices import ReadError
from drivers import _i2c, mcp3008
from drivers._buses import Bus, spi
from drivers._pins import use_pins
from drivers.dht22 import Dht22
from drivers.mcp3008 import Mcp3008
from drivers.sht31 import Sht31
from tests.drivers.fake_kernel import FakeLgpio
from tests.drivers.test_pins import PI_4

AIR = {"temperature_c": 21.5, "humidity_pct": 81.2}


class Broken:
    """The finder of a machine where importing one module raises an error."""

    def __init__(self, name: str, error: Exception) -> None:
        self.name, self.error = name, error

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname == self.name:
            raise self.error


def break_import(monkeypatch: pytest.MonkeyPatch, name: str, error: Exception) -> None:
    monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(name, error), *sys.meta_path])


# What Blinka 10 raises: without gpiod, on a board it does not know, without permission for any chip.
NO_GPIOD = ImportError("libgpiod Python bindings not found, please install and try again!")
ERRORS = [
    (NO_GPIOD, "blinka.no_gpiod", "`sudo apt install python3-libgpiod`"),
    (
        RuntimeError("The platform library 'gpiod' was not found. To install"),
        "blinka.no_gpiod",
        "libgpiod",
    ),
    (ModuleNotFoundError("No module named 'gpiod'", name="gpiod"), "blinka.no_gpiod", "python3-libgpiod"),
    (ModuleNotFoundError("No module named 'Adafruit_PureIO'", name="Adafruit_PureIO"), "blinka.no_library", "PureIO"),
    (NotImplementedError("\n   adafruit-platformdetect could not\n"), "blinka.no_board", "group gpio"),
    (PermissionError(13, "Permission denied"), "blinka.no_board", "group gpio"),
]


@pytest.mark.parametrize(("error", "key", "hint"), ERRORS)
def test_without_blinka_i2c_and_dht_are_failed_reads_and_the_project_goes_on(
    bench, monkeypatch: pytest.MonkeyPatch, error: Exception, key: str, hint: str
) -> None:
    bench.plug("sht31", "sht31", felt=AIR)
    with monkeypatch.context() as patched:
        break_import(patched, "board", error)
        parts = [Sht31(bench.pi.clock), Dht22(4, bench.pi.clock)]
        for part in parts:
            with pytest.raises(ReadError) as caught:
                part.read()
            assert caught.value.message.key == key
            assert hint in caught.value.hint.render()
            assert "\n" not in caught.value.message.render()
    assert parts[0].read()["temperature_c"] == pytest.approx(21.5, abs=0.1), "once it is there it works"


def test_without_the_library_of_a_dht(bench, monkeypatch: pytest.MonkeyPatch) -> None:
    break_import(monkeypatch, "adafruit_dht", ModuleNotFoundError("No module", name="adafruit_dht"))
    with pytest.raises(ReadError) as caught:
        Dht22(4, bench.pi.clock).read()
    assert caught.value.message.render() == "The Python module adafruit_dht is missing. This part needs it."


I2C_MISSING = (
    "I2C is switched off on this board: {device} is missing. "
    "Turn I2C on: `sudo raspi-config nonint do_i2c 0`. Then restart the board."
)


@pytest.mark.parametrize("there", [False, True])
def test_a_bus_that_is_off_and_one_that_is_forbidden_are_told_apart(
    bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    import busio

    def refuses(*_: object) -> None:
        raise ValueError("No Hardware I2C on (scl,sda)=(3, 2)")

    device = tmp_path / "i2c-1"
    if there:
        device.touch()
        monkeypatch.setattr("drivers._buses.os.access", lambda *_: False)
        monkeypatch.setattr("drivers._buses.user_name", lambda: "pupil")
    monkeypatch.setattr(_i2c, "I2C", Bus("I2C", str(device), "i2c", "do_i2c"))
    monkeypatch.setattr(busio, "I2C", refuses)
    with pytest.raises(ReadError) as caught:
        Sht31(bench.pi.clock).read()
    if there:
        assert "`sudo usermod -aG i2c pupil`" in str(caught.value)
    else:
        assert str(caught.value) == I2C_MISSING.format(device=device)


def test_spi_that_is_off_is_a_failed_read_and_gpiozero_moves_no_pin_itself(
    root: Path, kernel: FakeLgpio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def spi_open(*words: int) -> int:
        if not (tmp_path / "spidev0.0").exists():
            raise kernel.error("can not open SPI device")
        opened.append(words)
        return 5

    kernel.spi_open, kernel.spi_close = spi_open, lambda _handle: None
    kernel.spi_xfer = lambda _handle, data: (len(data), bytearray([0, 0x02, 0x00]))
    monkeypatch.setattr(mcp3008, "spi", lambda device: Bus("SPI", str(tmp_path / f"spidev0.{device}"), "spi", "do_spi"))
    use_pins(PI_4, {}, root)
    volts = Mcp3008().channel(3)
    for _ in range(2):
        with pytest.raises(ReadError) as caught:
            volts.voltage_v()
        assert str(caught.value).startswith("SPI is switched off on this board: ")
        assert "do_spi 0" in str(caught.value)
    assert kernel.story == {}
    (tmp_path / "spidev0.0").touch()
    assert volts.voltage_v() == pytest.approx(1.65)
    kernel.spi_xfer = lambda *_: (-5, b"")
    with pytest.raises(ReadError, match="MCP3008 on SPI device 0 could not be read"):
        volts.voltage_v()


def test_the_second_chip_select_is_another_file() -> None:
    assert (spi(0).device, spi(1).device) == ("/dev/spidev0.0", "/dev/spidev0.1")
