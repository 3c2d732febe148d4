"""The DHT22's pulses reach adafruit_dht, unmodified, with PulseIn and without."""

from collections.abc import Sequence

import pytest

from sim.time.clock import BOOT_S
from sim.virtual_pi import VirtualPi


class Dht22:
    """Pulse widths of the AM2302 product manual, section 7.3: answer 80/80, bit low 50, 0 is 26 high, 1 is 70 high."""

    def __init__(self, *data: int) -> None:
        self.data = data
        self.triggers_us: list[int] = []

    def answer(self, trigger_us: int) -> Sequence[int]:
        self.triggers_us.append(trigger_us)
        widths = [80, 80]
        for byte in self.data:
            for bit in range(7, -1, -1):
                widths += (50, 70 if byte >> bit & 1 else 26)
        return [*widths, 50] if self.data else ()


# The product manual's own example: 65.2 %, 35.1 C, and below zero: -10.1 C
EXAMPLE = (0x02, 0x8C, 0x01, 0x5F, 0xEE)
BELOW_ZERO = (0x02, 0x8C, 0x80, 0x65, (0x02 + 0x8C + 0x80 + 0x65) & 0xFF)


@pytest.mark.parametrize("use_pulseio", [True, False])
@pytest.mark.parametrize(("data", "temperature_c"), [(EXAMPLE, 35.1), (BELOW_ZERO, -10.1)])
def test_a_dht22_is_read(pi: VirtualPi, use_pulseio: bool, data: tuple[int, ...], temperature_c: float) -> None:
    import adafruit_dht
    import board

    chip = Dht22(*data)
    pi.pulses.attach(4, chip)
    sensor = adafruit_dht.DHT22(board.D4, use_pulseio=use_pulseio)
    assert sensor.temperature == temperature_c
    assert sensor.humidity == 65.2
    assert chip.triggers_us == [pytest.approx(1000, abs=1)]  # one read serves both; the driver's trigger is 1 ms
    assert 0.25 <= pi.clock.monotonic() - BOOT_S < 0.36


@pytest.mark.parametrize("use_pulseio", [True, False])
@pytest.mark.parametrize(
    ("data", "complaint"),
    [((), "not found, check wiring"), (EXAMPLE[:3], "full buffer"), ((*EXAMPLE[:4], 0xEF), "Checksum")],
)
def test_a_dht22_that_fails_is_the_drivers_runtime_error(
    pi: VirtualPi, use_pulseio: bool, data: tuple[int, ...], complaint: str
) -> None:
    import adafruit_dht
    import board

    pi.pulses.attach(4, Dht22(*data))
    with pytest.raises(RuntimeError, match=complaint):
        _ = adafruit_dht.DHT22(board.D4, use_pulseio=use_pulseio).temperature


def test_the_driver_waits_two_virtual_seconds_between_reads(pi: VirtualPi) -> None:
    import adafruit_dht
    import board

    chip = Dht22(*EXAMPLE)
    pi.pulses.attach(4, chip)
    sensor = adafruit_dht.DHT22(board.D4)
    for _ in range(5):
        _ = sensor.temperature
        pi.clock.sleep(1.0)
    assert len(chip.triggers_us) == 3  # 0 s, 2.25 s, 4.5 s: a read itself takes a quarter of a second


def test_an_unplugged_wire_is_silent_and_a_pulled_out_chip_too(pi: VirtualPi) -> None:
    import adafruit_dht
    import board

    pi.pulses.attach(4, Dht22(*EXAMPLE))
    pi.pulses.detach(4)
    with pytest.raises(RuntimeError, match="check wiring"):
        _ = adafruit_dht.DHT22(board.D4).temperature


def test_the_pin_is_taken_until_exit(pi: VirtualPi) -> None:
    import adafruit_dht
    import board
    from gpiozero import LED

    sensor = adafruit_dht.DHT22(board.D4)
    with pytest.raises(OSError, match="GPIO4 is busy: pulseio uses it"):
        LED(4)
    sensor.exit()
    LED(4).close()


def test_two_chips_on_one_data_wire_are_refused() -> None:
    pi = VirtualPi()
    pi.pulses.attach(4, Dht22())
    with pytest.raises(ValueError, match="GPIO4"):
        pi.pulses.attach(4, Dht22())
