"""DHT22 and DHT11 through adafruit_dht on virtual wires: data-sheet frames, failures, and never an old value."""

from __future__ import annotations

from typing import Any

import pytest

from devices import ReadError, WiringError
from drivers._dht import ANSWER_S, bound_waits
from drivers._pin_users import LineUse, PinUser
from drivers.dht11 import Dht11
from drivers.dht22 import Dht22
from sim.chips._dht import pulses_us

GPIO = 4
AIR = {"temperature_c": 21.5, "humidity_pct": 81.2}


class Frame:
    """A sensor that always sends the same bytes."""

    def __init__(self, *data: int) -> None:
        self.data = data

    def answer(self, trigger_us: int) -> list[int]:
        return pulses_us(self.data)  # type: ignore[arg-type]  # five bytes


@pytest.mark.parametrize(
    ("frame", "temperature_c", "humidity_pct"),
    [
        ((0x02, 0x8C, 0x01, 0x5F, 0xEE), 35.1, 65.2),  # AM2302 data sheet, worked example
        ((0x02, 0x8C, 0x80, 0x65, 0x73), -10.1, 65.2),  # AM2302 data sheet: 80 65 is -10.1 C
    ],
)
def test_data_sheet_frames_through_the_real_library(
    bench: Any, frame: tuple[int, ...], temperature_c: float, humidity_pct: float
) -> None:
    bench.pi.pulses.attach(GPIO, Frame(*frame))
    found = Dht22(GPIO, bench.pi.clock).read()
    assert found == {"temperature_c": pytest.approx(temperature_c), "humidity_pct": pytest.approx(humidity_pct)}


@pytest.mark.parametrize("temperature_c", [-39.9, -0.1, 0.0, 27.5, 79.9])
def test_dht22_reads_what_its_chip_feels_within_one_step(bench: Any, temperature_c: float) -> None:
    bench.plug("dht22", felt={"temperature_c": temperature_c, "humidity_pct": 88.1}, pin=GPIO)
    found = Dht22(GPIO, bench.pi.clock).read()
    assert found["temperature_c"] == pytest.approx(temperature_c, abs=0.11)
    assert found["humidity_pct"] == pytest.approx(88.1, abs=0.11)


def test_dht11_reads_whole_percents_and_tenths_of_a_degree(bench: Any) -> None:
    bench.plug("dht11", felt=AIR, pin=GPIO)
    found = Dht11(GPIO, bench.pi.clock).read()
    assert found["temperature_c"] == pytest.approx(21.5, abs=0.11)
    assert found["humidity_pct"] in (80.0, 81.0, 82.0)


def test_within_two_seconds_there_is_nothing_new_and_nothing_old(bench: Any) -> None:
    bench.plug("dht22", felt=AIR, pin=GPIO)
    part = Dht22(GPIO, bench.pi.clock)
    assert part.read()
    bench.wait(1.0)
    assert part.read() == {}
    bench.wait(1.5)
    assert part.read()


def test_after_a_failed_read_the_old_value_never_comes_back_as_new(bench: Any) -> None:
    """For 2 s after a RuntimeError the library hands out its last value: the trap this driver is built around."""
    chip = bench.plug("dht22", felt=AIR, pin=GPIO)
    part = Dht22(GPIO, bench.pi.clock)
    assert part.read()
    bench.wait(2.5)
    chip.disturb({"checksum": 1.0})
    with pytest.raises(ReadError):
        part.read()
    for _ in range(7):
        bench.wait(0.25)
        assert part.read() == {}
    chip.disturb({})
    bench.felt["part_temperature_c"] = 30.0
    bench.wait(0.5)
    assert part.read()["temperature_c"] == pytest.approx(30.0, abs=0.11)


@pytest.mark.parametrize("period_s", [0.3, 0.5, 0.7, 1.0, 2.0, 2.2, 2.25, 2.26, 2.5, 3.0])
def test_whatever_the_period_every_value_was_measured_at_that_read(bench: Any, period_s: float) -> None:
    bench.plug("dht22", felt=AIR, pin=GPIO)
    part = Dht22(GPIO, bench.pi.clock)
    values = 0
    for step in range(40):
        bench.felt["part_temperature_c"] = float(step)
        found = part.read()
        if found:
            values += 1
            assert found["temperature_c"] == pytest.approx(float(step), abs=0.11)
        bench.wait(period_s)
    assert values >= 5


def test_a_silent_sensor_names_its_gpio_and_the_physical_pin(bench: Any) -> None:
    chip = bench.plug("dht22", felt=AIR, pin=GPIO)
    chip.powered = False
    with pytest.raises(ReadError) as caught:
        Dht22(GPIO, bench.pi.clock).read()
    assert caught.value.message.key == "dht.silent"
    assert "GPIO4" in caught.value.message.render()
    assert "pin 7" in caught.value.hint.render()


def test_a_sensor_absent_at_boot_is_read_once_it_is_plugged_in(bench: Any) -> None:
    part = Dht22(GPIO, bench.pi.clock)
    with pytest.raises(ReadError):
        part.read()
    bench.plug("dht22", felt=AIR, pin=GPIO)
    bench.wait(2.5)
    assert part.read()["temperature_c"] == pytest.approx(21.5, abs=0.11)


def test_a_wrong_checksum_and_a_short_answer_are_told_apart_from_silence(bench: Any) -> None:
    chip = bench.plug("dht22", felt=AIR, pin=GPIO)
    chip.disturb({"checksum": 1.0})
    part = Dht22(GPIO, bench.pi.clock)
    with pytest.raises(ReadError) as caught:
        part.read()
    assert caught.value.message.key == "dht.garbled"
    bench.pi.pulses.detach(GPIO)
    bench.pi.pulses.attach(GPIO, Short())
    bench.wait(2.5)
    with pytest.raises(ReadError) as caught:
        part.read()
    assert caught.value.message.key == "dht.garbled"


class Short:
    """A sensor whose answer breaks off."""

    def answer(self, trigger_us: int) -> list[int]:
        return pulses_us((2, 140, 1, 95, 238))[:40]


class Endless:
    """Noise on the wire: one pulse longer than the library's 16 bits."""

    def answer(self, trigger_us: int) -> list[int]:
        return [70_000] * 83


def test_a_pulse_that_overflows_the_library_is_a_failed_read_and_not_a_crash(bench: Any) -> None:
    bench.pi.pulses.attach(GPIO, Endless())
    with pytest.raises(ReadError):
        Dht22(GPIO, bench.pi.clock).read()


def test_a_dht11_in_place_of_a_dht22_does_not_answer_its_short_start_signal(bench: Any) -> None:
    bench.plug("dht11", felt=AIR, pin=GPIO)
    with pytest.raises(ReadError):
        Dht22(GPIO, bench.pi.clock).read()


def test_an_all_zero_frame_passes_the_checksum_but_not_the_limits(bench: Any) -> None:
    bench.pi.pulses.attach(GPIO, Frame(0, 0, 0, 0, 0))
    part = Dht22(GPIO, bench.pi.clock)
    found = part.read()
    humidity = next(channel for channel in part.channels if channel.name == "humidity_pct")
    assert not humidity.low <= found["humidity_pct"] <= humidity.high


def test_restart_and_close_keep_the_pin_in_order(bench: Any) -> None:
    bench.plug("dht22", felt=AIR, pin=GPIO)
    part = Dht22(GPIO, bench.pi.clock)
    part.restart()
    assert part.read()
    part.close()
    again = Dht22(GPIO, bench.pi.clock)
    assert again.read()


def test_a_listening_program_that_was_ended_costs_half_a_second_and_is_started_again(bench: Any) -> None:
    """Ctrl-C ends Blinka's helper too. Blinka alone then waits for ever for its answer, with every output on."""
    bench.plug("dht22", felt=AIR, pin=GPIO)
    part = Dht22(GPIO, bench.pi.clock)
    assert part.read()
    bench.wait(2.5)
    part._library.pulse_in.end_listener()
    before_s = bench.pi.clock.monotonic()
    with pytest.raises(ReadError) as caught:
        part.read()
    assert caught.value.message.key == "dht.gone"
    assert bench.pi.clock.monotonic() - before_s == pytest.approx(0.25 + ANSWER_S)
    bench.wait(2.5)
    assert part.read()


def test_blinkas_own_reader_gives_up_when_its_listening_program_is_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blinka's real class on a real queue that nobody answers. Unbound, this test would never end."""
    sysv_ipc = pytest.importorskip("sysv_ipc")
    blinka = pytest.importorskip("adafruit_blinka.microcontroller.bcm283x.pulseio.PulseIn")
    monkeypatch.setattr("drivers._dht.ANSWER_S", 0.002)
    reader = blinka.PulseIn.__new__(blinka.PulseIn)
    reader._process, reader._mq = None, sysv_ipc.MessageQueue(None, flags=sysv_ipc.IPC_CREX)
    try:
        bound_waits(reader)
        for ask in (reader.__len__, reader.popleft, lambda: reader[0]):
            with pytest.raises(RuntimeError, match="Timed out"):
                ask()
    finally:
        reader.deinit()


class Refuses:
    """A library whose listening program can neither be ended nor asked."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def exit(self) -> None:
        raise self.error

    def measure(self) -> None:
        raise self.error


@pytest.mark.parametrize("error", [RuntimeError("Message queue creation failed"), OSError(16, "busy")])
def test_a_restart_that_fails_is_a_failed_read_and_the_next_read_opens_again(
    bench: Any, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    import adafruit_dht

    def refuses(*_: object) -> None:
        raise error

    bench.plug("dht22", felt=AIR, pin=GPIO)
    part = Dht22(GPIO, bench.pi.clock)
    part._library.exit()
    part._library = Refuses(error)
    part.restart()
    with monkeypatch.context() as patched:
        patched.setattr(adafruit_dht, "DHT22", refuses)
        for _ in range(2):
            with pytest.raises(ReadError) as caught:
                part.read()
            assert caught.value.message.key == "dht.gone"
            bench.wait(2.5)
    assert part.read()


@pytest.mark.parametrize("name", ["Error", "ExistentialError"])
def test_a_queue_that_was_removed_is_a_failed_read(bench: Any, name: str) -> None:
    sysv_ipc = pytest.importorskip("sysv_ipc")
    bench.plug("dht22", felt=AIR, pin=GPIO)
    part = Dht22(GPIO, bench.pi.clock)
    part._library.exit()
    part._library = Refuses(getattr(sysv_ipc, name)())
    with pytest.raises(ReadError) as caught:
        part.read()
    assert caught.value.message.key == "dht.gone"
    bench.wait(2.5)
    assert part.read()
    part.close()
    part.close()


def test_a_library_that_cannot_be_opened_at_boot_does_not_stop_the_project(
    bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import adafruit_dht

    def refuses(*_: object) -> None:
        raise RuntimeError("Timed out waiting for PulseIn message. Make sure libgpiod is installed.")

    bench.plug("dht22", felt=AIR, pin=GPIO)
    with monkeypatch.context() as patched:
        patched.setattr(adafruit_dht, "DHT22", refuses)
        part = Dht22(GPIO, bench.pi.clock)
    assert part.read()


def test_a_virtual_sensor_looks_at_no_process_of_this_computer(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Highland may run on this Pi for real: a simulation beside it ends no program, and does not search for one."""
    looked: list[int] = []
    monkeypatch.setattr("drivers._dht_helper.pin_users", lambda root: looked.append(1) or ())
    monkeypatch.setattr("drivers._dht.line_use", lambda *_: looked.append(2))
    bench.plug("dht22", felt=AIR, pin=GPIO)
    part = Dht22(GPIO, bench.pi.clock)
    assert part.read()
    part._library.pulse_in.end_listener()
    bench.pi.clock.sleep(3.0)
    with pytest.raises(ReadError) as caught:
        part.read()
    assert caught.value.message.key == "dht.gone"
    assert looked == []


def test_a_gpio_that_the_board_does_not_have_is_a_wiring_error(bench: Any) -> None:
    with pytest.raises(WiringError, match="GPIO99"):
        Dht22(99, bench.pi.clock)


def test_a_data_wire_that_another_program_holds_is_told_with_that_program(
    bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    blink = PinUser(812, "python3", "blink.py", (), False, ("/dev/gpiochip0",), ())
    monkeypatch.setattr("drivers._dht.line_use", lambda gpio, chip: LineUse(gpio, True, "lg", (blink,), False))
    bench.plug("dht22", felt=AIR, pin=GPIO)
    part = Dht22(GPIO, bench.pi.clock)
    part._chip = 0  # as a real pin has
    part._library.pulse_in.end_listener()
    with pytest.raises(ReadError) as caught:
        part.read()
    assert caught.value.message.render() == (
        "DHT22 cannot be read: GPIO4 is used by python3, process 812 (program blink.py)."
    )
    assert "pin 7" in caught.value.hint.render()
