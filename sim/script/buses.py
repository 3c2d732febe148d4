"""What a program asks for on I2C, SPI and the pulse wires finds its usual chip there."""

from __future__ import annotations

from collections.abc import Sequence

from devices import Message
from sim.script.addresses import chip_for, library_asking
from sim.script.bench import Bench
from sim.script.kinds import GPIO, I2C, KINDS, SPI, Place
from sim.wires import one_wire

NOBODY_FOR = Message(
    "script.nobody_for", "I2C 0x{address:02x}: nobody answers. The virtual board has no chip for {library}."
)
SCAN = Message(
    "script.scan",
    "The program looks for chips on the I2C bus. Put some there with, for example, --set ads1115_0x48_a0_v=1.2",
)
NO_SPI = Message("script.no_spi", "SPI CE{device}: nobody answers. The virtual board has only an MCP3008 for SPI.")

IN_A_ROW = 3  # so many neighbouring addresses one after the other are a search, not a question to one chip
DHT11_US = 17_000  # a DHT11 is woken with at least 18 ms (its data sheet); adafruit_dht wakes a DHT22 with 1 ms
DHT_LONGEST_US = 50_000  # chosen: whoever holds a wire low for longer empties a capacitor


class Buses:
    """Plugs chips into the buses of a board at the moment when they are spoken to."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._last = -1  # the address that was asked last and did not answer
        self._row = 0  # how many neighbours were asked like that, one after the other
        self._told: set[object] = set()
        pi = bench.pi
        pi.i2c.on_absent = self._i2c
        pi.spi.on_absent = self._spi
        pi.pulses.on_absent = self._pulses
        pi.one_wire.on_asked = self._one_wire

    def _i2c(self, address: int, sent: bytes, asked: int) -> None:
        searching = self._searches(address)
        library = library_asking()
        if not sent and (searching or not (asked or library)):
            return
        found = chip_for(address, library, sent)
        if found is not None:
            self._row = 0
            self._bench.plug(KINDS[found], Place(I2C, address))
        elif library is not None:
            self._tell_once(NOBODY_FOR(address=address, library=library))

    def _searches(self, address: int) -> bool:
        if address != self._last:
            before = address - 1
            while before != self._last and self._bench.taken(Place(I2C, before)):
                before -= 1
            self._row = self._row + 1 if before == self._last else 1
            self._last = address
        if self._row <= IN_A_ROW:
            return False
        self._tell_once(SCAN)
        return True

    def _spi(self, port: int, device: int, data: Sequence[int]) -> None:
        if len(data) == 3 and data[0] == 1:  # DS21295, figure 6-1: a start bit, eight bits later an answer of ten
            self._bench.plug(KINDS["mcp3008"], Place(SPI, device))
        else:
            self._tell_once(NO_SPI(device=device))

    def _pulses(self, gpio: int, trigger_us: int) -> None:
        if self._bench.taken(Place(GPIO, gpio)) or not 500 <= trigger_us <= DHT_LONGEST_US:
            return
        kind = "dht11" if trigger_us >= DHT11_US else "dht22"
        self._bench.pi.pins[gpio].release()
        self._bench.plug(KINDS[kind], Place(GPIO, gpio))

    def _one_wire(self) -> None:
        place = Place(GPIO, one_wire.GPIO)
        if not self._bench.taken(place):
            self._bench.plug(KINDS["ds18b20"], place)

    def _tell_once(self, message: Message) -> None:
        said = (message.key, tuple(message.values.items()))
        if said not in self._told:
            self._told.add(said)
            self._bench.tell(message)
