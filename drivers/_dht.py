"""What DHT22 and DHT11 share: one data wire, one value in two seconds at most, and many failed reads.

Between one in eight and three in four reads fail on real boards (Adafruit_CircuitPython_DHT thread 33,
Adafruit_Python_DHT thread 14), so a failure is normal here, and the sensor decides when it has lasted too long.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache, partial
from importlib import import_module
from typing import Any, ClassVar

from devices import Clock, Message, ReadError, SensorPart, Terminal, WiringError
from devices.header import physical_pin
from drivers._blinka import board_pins, missing
from drivers._dht_helper import helper_of_ours
from drivers._pin_holder import who
from drivers._pin_users import line_use

SILENT = Message("dht.silent", "{model} on GPIO{gpio} did not answer.")
SILENT_HINT = Message(
    "dht.silent.hint",
    "Check the data wire on pin {pin}, the 10 k resistor from it to 3.3 V, and the sensor's power.",
)
GARBLED = Message("dht.garbled", "The answer of {model} on GPIO{gpio} was corrupted.")
GARBLED_HINT = Message(
    "dht.garbled.hint",
    "One in three is normal. If all fail: shorten the wire on pin {pin}, use a 4.7 k resistor, check it is a {model}.",
)
GONE = Message("dht.gone", "The helper program that reads {model} on GPIO{gpio} does not answer.")
GONE_HINT = Message(
    "dht.gone.hint",
    "It is restarted at the next read. If all fail: another program uses pin {pin}; restart the board.",
)
TAKEN = Message("dht.taken", "{model} cannot be read: GPIO{gpio} is used by {holder}.")
TAKEN_HINT = Message("dht.taken.hint", "End that program, or move the data wire from pin {pin} to a free one.")
NO_GPIO = Message("dht.no_gpio", "This board has no GPIO{gpio} for {model}.")
NO_GPIO_HINT = Message("dht.no_gpio.hint", "Correct the pin in wiring.toml: it is a GPIO number, not a pin number.")
REST_S = 2.0  # the sensor's own pause; within it Adafruit's library silently returns the old value
ANSWER_S = 0.5  # chosen: the helper program answers within milliseconds; see docs/decisions/dht-reading.md
TIMED_OUT = "Timed out"  # how Blinka reports that it gave up


class DhtPart(SensorPart):
    """Air temperature and humidity over one data wire with a 10 k pull-up to 3.3 V.

    Within 2 s the library returns its last value again, even after a failure. So this class keeps its own time, from
    the end of the last measurement, and returns nothing rather than an old value. A library that cannot be opened, or
    whose helper program is gone, is a failed read; the next read opens it again.
    """

    model: ClassVar[str]
    terminals = (Terminal("pin", "pulse"),)
    sample_s = 2.5

    def __init__(self, pin: int, clock: Clock) -> None:
        self._gpio = pin
        self._clock = clock
        self._measured_s = float("-inf")
        self._library: Any = None
        self._chip: int | None = None  # of the kernel; a virtual pin is of none
        with suppress(ReadError, RuntimeError, OSError, _queue_error()):
            self._open()

    def _open(self) -> None:
        """Start the library on our pin."""
        pin = getattr(board_pins(), f"D{self._gpio}", None)
        if pin is None:
            raise WiringError(NO_GPIO(gpio=self._gpio, model=self.model), NO_GPIO_HINT)
        self._chip = getattr(pin, "chip_index", 0)
        adafruit_dht = dht_library()
        with helper_of_ours(getattr(adafruit_dht, "PulseIn", DhtPart), self._gpio):
            library = getattr(adafruit_dht, self.model)(pin)
        if hasattr(library, "pulse_in"):  # without PulseIn the library polls the pin itself, for 0.25 s
            bound_waits(library.pulse_in)
        self._library = library

    def read(self) -> Mapping[str, float | bool]:
        if self._clock.monotonic() - self._measured_s <= REST_S:
            return {}
        try:
            if self._library is None:
                self._open()
            library = self._library
            library.measure()
            return {"temperature_c": float(library.temperature), "humidity_pct": float(library.humidity)}
        except ReadError:  # the library is not there, or not for this board
            raise
        except (RuntimeError, OverflowError, IndexError, OSError, _queue_error()) as error:
            raise self._failed(error) from error
        finally:
            self._measured_s = self._clock.monotonic()

    def _failed(self, error: Exception) -> ReadError:
        """OverflowError is a pulse longer than the library's 16 bits, IndexError one that is missing."""
        measured = isinstance(error, (RuntimeError, OverflowError, IndexError)) and TIMED_OUT not in str(error)
        if self._library is None or not measured:
            self.restart()
            use = None if self._chip is None else line_use(self._gpio, self._chip)
            if use is not None and use.in_use and use.users:
                return self._failure(TAKEN, TAKEN_HINT, holder=who(use))
            message, hint = GONE, GONE_HINT
        elif "not found" in str(error):
            message, hint = SILENT, SILENT_HINT
        else:
            message, hint = GARBLED, GARBLED_HINT
        return self._failure(message, hint)

    def _failure(self, message: Message, hint: Message, **values: object) -> ReadError:
        said = message(model=self.model, gpio=self._gpio, **values)
        return ReadError(said, hint(model=self.model, pin=physical_pin(self._gpio)))

    def restart(self) -> None:
        """End the helper program; the next read starts another (Blinka thread 210: after hours every read fails)."""
        self.close()

    def close(self) -> None:
        """End the helper program and release the pin. It may be gone already."""
        library, self._library = self._library, None
        if library is not None:
            with suppress(RuntimeError, OSError, _queue_error()):
                library.exit()


def dht_library() -> Any:
    """Adafruit's library. Raises ReadError when it, or what it stands on, is missing."""
    try:
        import adafruit_dht
    except Exception as error:  # each board and each mistake has its own
        raise missing(error) from error
    return adafruit_dht


def bound_waits(pulse_in: Any) -> None:
    """Put a timeout on every wait of Blinka's PulseIn for its helper program; it then raises RuntimeError.

    Ctrl-C ends that program too, and without this the reader would wait forever, with its outputs on.
    """
    pulse_in._wait_receive_msg = partial(pulse_in._wait_receive_msg, timeout=ANSWER_S)


@cache
def _queue_error() -> type[Exception]:
    """The error raised by the queue between Blinka and its helper program. The queue exists on Linux only."""
    try:
        error: type[Exception] = import_module("sysv_ipc").Error
    except ImportError:
        return OSError
    return error
