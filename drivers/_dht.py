"""What DHT22 and DHT11 share: one data wire, one value in two seconds at most, and many failed reads.

Between one in eight and three in four reads fail on real boards (Adafruit_CircuitPython_DHT thread 33,
Adafruit_Python_DHT thread 14), so a failure is normal here and the sensor above decides when it is too long.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from devices import Clock, Message, ReadError, SensorPart, Terminal, WiringError
from devices.header import physical_pin

SILENT = Message("dht.silent", "{model} on GPIO{gpio} did not answer.")
SILENT_HINT = Message(
    "dht.silent.hint",
    "Check the data wire on pin {pin}, the 10 k resistor from it to 3.3 V, and the sensor's power.",
)
GARBLED = Message("dht.garbled", "The answer of {model} on GPIO{gpio} was damaged on the way.")
GARBLED_HINT = Message(
    "dht.garbled.hint",
    "One in three is normal. If all fail: a shorter wire on pin {pin}, a 4.7 k resistor, and check it is a {model}.",
)
NO_GPIO = Message("dht.no_gpio", "This board has no GPIO{gpio} for {model}.")
NO_GPIO_HINT = Message("dht.no_gpio.hint", "Correct the pin in wiring.toml: it is a GPIO number, not a pin number.")
REST_S = 2.0  # the sensor's own pause; inside it Adafruit's library silently hands out the old value


class DhtPart(SensorPart):
    """Air temperature and humidity over one data wire with a 10 k pull-up to 3.3 V.

    The library gives its last value again inside 2 s, after a failure too. So this class keeps its own time, from the
    end of the last measurement, and gives nothing rather than an old value.
    """

    model: ClassVar[str]
    terminals = (Terminal("pin", "pulse"),)
    sample_s = 2.5

    def __init__(self, pin: int, clock: Clock) -> None:
        self._gpio = pin
        self._clock = clock
        self._measured_s = float("-inf")
        self._library: Any = self._open()

    def _open(self) -> Any:
        """The library's object on our pin."""
        import adafruit_dht
        import board

        pin = getattr(board, f"D{self._gpio}", None)
        if pin is None:
            raise WiringError(NO_GPIO(gpio=self._gpio, model=self.model), NO_GPIO_HINT)
        return getattr(adafruit_dht, self.model)(pin)

    def read(self) -> Mapping[str, float | bool]:
        if self._clock.monotonic() - self._measured_s <= REST_S:
            return {}
        library = self._library
        try:
            library.measure()
            return {"temperature_c": float(library.temperature), "humidity_pct": float(library.humidity)}
        except (RuntimeError, OverflowError) as error:  # OverflowError: a pulse longer than the library's 16 bits
            raise self._failed(error) from error
        finally:
            self._measured_s = self._clock.monotonic()

    def _failed(self, error: Exception) -> ReadError:
        message, hint = (SILENT, SILENT_HINT) if "not found" in str(error) else (GARBLED, GARBLED_HINT)
        model = self.model
        return ReadError(message(model=model, gpio=self._gpio), hint(model=model, pin=physical_pin(self._gpio)))

    def restart(self) -> None:
        """End the library's reader process and start another (Blinka thread 210: after hours every read fails)."""
        self._library.exit()
        self._library = self._open()

    def close(self) -> None:
        """End the reader process and let go of the pin."""
        self._library.exit()
