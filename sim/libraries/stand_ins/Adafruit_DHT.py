"""Stand-in for `Adafruit_DHT`, which its authors have given up: many books still use it."""

from __future__ import annotations

from collections.abc import Sequence

from sim.wires import switched_on

DHT11, DHT22, AM2302 = 11, 22, 22
SENSORS = (DHT11, DHT22)
WAKES_US = {DHT11: 18_000, DHT22: 1_100}  # data sheets: how long the wire is held low
BEFORE_S = 0.52  # Adafruit's library first waits half a second, and asks for twenty milliseconds
LONG_US = 50  # data sheets: a high of 26 us is a 0, one of 70 us a 1
BITS = 40


def read(sensor: int, pin: int | str, platform: object = None) -> tuple[float | None, float | None]:
    """Humidity in percent and temperature in Celsius; (None, None) when nobody answered. Raises ValueError."""
    if sensor not in SENSORS:
        raise ValueError("Expected DHT11, DHT22, or AM2302 sensor value.")
    if not 0 <= int(pin) <= 31:
        raise ValueError("Pin must be a valid GPIO number 0 to 31.")
    board = switched_on.board()
    board.clock.sleep(BEFORE_S)
    widths = board.pulses.answer(int(pin), WAKES_US[sensor])
    board.clock.sleep(sum(widths) / 1e6)
    data = _bytes(widths)
    if data is None:
        return None, None
    if sensor == DHT11:
        return float(data[0]), float(data[2])
    celsius = ((data[2] & 0x7F) << 8 | data[3]) / 10
    return (data[0] << 8 | data[1]) / 10, -celsius if data[2] & 0x80 else celsius


def read_retry(
    sensor: int, pin: int | str, retries: int = 15, delay_seconds: float = 2, platform: object = None
) -> tuple[float | None, float | None]:
    """The same, with up to `retries` attempts."""
    for attempt in range(retries):
        humidity, temperature = read(sensor, pin)
        if humidity is not None and temperature is not None:
            return humidity, temperature
        if attempt < retries - 1:
            switched_on.board().clock.sleep(delay_seconds)
    return None, None


def _bytes(widths: Sequence[int]) -> bytes | None:
    """The five bytes of an answer, when they are whole: lows and highs in turn, the first pair is the greeting."""
    highs = widths[3::2][:BITS]
    if len(highs) < BITS:
        return None
    number = int("".join("1" if width > LONG_US else "0" for width in highs), 2)
    data = number.to_bytes(BITS // 8, "big")
    return data if sum(data[:4]) & 0xFF == data[4] else None
