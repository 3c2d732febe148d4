"""The buses: I2C addresses and SPI chips where nobody answers, pins that do two jobs, a DHT that is asked too often."""

from __future__ import annotations

from devices import Message
from projects.wiring_mistake import Severity
from sim.lint.finding import Notebook, Rule
from sim.lint.residents import RESIDENTS, neighbours
from sim.wires.i2c import HIGHEST_ADDRESS, LOWEST_ADDRESS
from sim.wires.power import Board

DHT_PERIOD_S = 2.0  # Aosong AM2302 product manual: reading interval at least 2 s
ROUNDING_S = 1e-6
SCAN = 16  # addresses asked in vain: so many are a scan of the bus, not a mistake
I2C_PINS, SPI_PINS = (2, 3), (9, 10, 11)  # the chip-select pins may belong to the program

NOBODY = Rule(
    Severity.FAILS,
    Message("lint.i2c_nobody", "Nobody answers at I2C address {address}. Who usually lives there: {who}."),
    Message(
        "lint.i2c_nobody.hint",
        "A scan of the bus shows: {found}. Check the address in the program, then SDA on pin 3, SCL on pin 5, and the "
        "part's power.",
    ),
)
NO_KNOWN_CHIP = Message("lint.no_known_chip", "no part that we know")
NOTHING = Message("lint.scan_nothing", "nothing")
NO_SPI_CHIP = Rule(
    Severity.FAILS,
    Message("lint.spi_nobody", "Nothing is on SPI chip select CE{device}: every value reads 0."),
    Message(
        "lint.spi_nobody.hint",
        "Check CE{device} on pin {pin}, MOSI on pin 19, MISO on pin 21, SCLK on pin 23, and the chip's power.",
    ),
)
BUS_PIN = Rule(
    Severity.SURPRISES,
    Message("lint.bus_pin", "GPIO{gpio} is used as a plain pin, and {bus} needs it at the same time."),
    Message("lint.bus_pin.hint", "Move that part to a pin without a second job, such as GPIO17, 22, 23, 24, 25 or 27."),
)
NO_DHT = Rule(
    Severity.FAILS,
    Message("lint.dht_nobody", "The program asks a DHT sensor on GPIO{gpio}, and nothing is there."),
    Message("lint.dht_nobody.hint", "Check the number of the pin, then the data wire, 3.3 V and GND of the sensor."),
)
DHT_TOO_OFTEN = Rule(
    Severity.SURPRISES,
    Message("lint.dht_too_often", "The DHT sensor on GPIO{gpio} is asked again after {seconds:.1f} s; it needs 2 s."),
    Message(
        "lint.dht_too_often.hint",
        "Sooner it gives its old value or none. Put time.sleep(2.5) between two reads.",
    ),
)


class Buses:
    """Watches the buses and the sensors that answer in pulses."""

    def __init__(self, notes: Notebook, board: Board) -> None:
        self._notes = notes
        self._board = board
        self._in_vain: dict[int, list[float]] = {}  # address -> when
        self._claimed: dict[int, float] = {}
        self._asked_s: dict[int, float] = {}

    def claimed(self, gpio: int) -> None:
        """A library takes the pin as a plain one."""
        if gpio in I2C_PINS or gpio in SPI_PINS:
            self._claimed.setdefault(gpio, self._notes.now_s())

    def nobody_at(self, address: int) -> None:
        """No chip acknowledged."""
        self._in_vain.setdefault(address, []).append(self._notes.now_s())

    def no_spi_chip(self, device: int) -> None:
        """No chip answered."""
        self._notes.tell(NO_SPI_CHIP, {"device": device, "pin": 24 if device == 0 else 26})

    def asked_for_pulses(self, gpio: int, there: bool) -> None:
        """A sensor such as a DHT22 was asked; a plain pin that was low and is let go looks the same."""
        if not there:
            if self._board.pins[gpio].owner == "pulseio":
                self._notes.tell(NO_DHT, gpio=gpio)
            return
        now_s = self._notes.now_s()
        self.dht_again(gpio, now_s - self._asked_s.get(gpio, -DHT_PERIOD_S))
        self._asked_s[gpio] = now_s

    def dht_again(self, gpio: int, seconds: float) -> None:
        """A sensor was asked again after so long."""
        if seconds < DHT_PERIOD_S - ROUNDING_S:
            self._notes.tell(DHT_TOO_OFTEN, {"seconds": seconds}, gpio=gpio)

    def end(self) -> None:
        """The program is over."""
        board = self._board
        for bus, pins, used in (
            ("I2C", I2C_PINS, any(self._talked(address) for address in _all_addresses())),
            ("SPI", SPI_PINS, board.spi.transactions > 0),
        ):
            for gpio in pins:
                if used and gpio in self._claimed:
                    self._notes.tell(BUS_PIN, {"bus": bus}, gpio=gpio, at_s=self._claimed[gpio])
        scans = min(map(len, self._in_vain.values())) if len(self._in_vain) > SCAN else 0
        for address, asked_s in self._in_vain.items():
            if len(asked_s) > scans and not any(self._talked(each) for each in neighbours(address)):
                self._tell_nobody(address, asked_s[scans])

    def _talked(self, address: int) -> bool:
        bus = self._board.i2c
        return bus.chip(address) is not None and bus.traffic(address).transactions > 0

    def _tell_nobody(self, address: int, at_s: float) -> None:
        found = ", ".join(_hex(each) for each in _all_addresses() if self._board.i2c.chip(each) is not None)
        who = ", ".join(RESIDENTS.get(address, ()))
        values = {"address": _hex(address), "found": found or NOTHING, "who": who or NO_KNOWN_CHIP}
        self._notes.tell(NOBODY, values, address=address, at_s=at_s)


def _all_addresses() -> range:
    return range(LOWEST_ADDRESS, HIGHEST_ADDRESS + 1)


def _hex(address: int) -> str:
    return f"0x{address:02X}"
