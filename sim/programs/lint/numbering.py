"""How pins are counted, set up, shared and given back."""

from __future__ import annotations

from devices import Message
from devices.header import PINS, gpio_of
from sim.libraries.stand_ins.analogio import NO_ANALOG
from sim.libraries.stand_ins.rpi_gpio import names
from sim.programs.lint.finding import FindingLog, Rule
from sim.wires.pins import GPIO_COUNT, Net
from wiring.checks import Severity

RPI_GPIO = "RPi.GPIO"
LAST_PIN = len(PINS)

NO_SETMODE = Rule(
    Severity.FAILS,
    Message("lint.no_setmode", "The program uses pin {channel} before it says how pins are counted."),
    Message("lint.no_setmode.hint", "Write GPIO.setmode(GPIO.BCM) right after the imports."),
)
BOARD_AS_BCM = Rule(
    Severity.FAILS,
    Message("lint.board_as_bcm", "The program wants GPIO{channel}, and the header ends with GPIO27."),
    Message(
        "lint.board_as_bcm.hint",
        "Did you count the pins of the header? Pin {channel} is called {name}. Use GPIO numbers, or in RPi.GPIO write "
        "GPIO.setmode(GPIO.BOARD).",
    ),
)
NO_SUCH_GPIO = Rule(
    Severity.FAILS,
    Message("lint.no_such_gpio", "The program wants pin {channel}, which no Raspberry Pi has."),
    Message("lint.no_such_gpio.hint", "The 40 pins of the header carry GPIO 2 to 27. Look at a picture of the header."),
)
POWER_PIN = Rule(
    Severity.FAILS,
    Message("lint.power_pin", "Pin {channel} of the header is {name}: it carries no signal."),
    Message(
        "lint.power_pin.hint",
        "With GPIO.BOARD the program counts the pins of the header. If you meant GPIO{channel}, write GPIO.BCM.",
    ),
)
NOT_SET_UP = Rule(
    Severity.FAILS,
    Message("lint.not_set_up", "Pin {channel} is used, and the program never said what it is: input or output."),
    Message(
        "lint.not_set_up.hint", "Write GPIO.setup({channel}, GPIO.IN) or GPIO.setup({channel}, GPIO.OUT) before it."
    ),
)
OUTPUT_ON_INPUT = Rule(
    Severity.FAILS,
    Message("lint.output_on_input", "The program switches pin {channel}, but has set it up as an input."),
    Message("lint.output_on_input.hint", "Write GPIO.setup({channel}, GPIO.OUT), or look whether the number is right."),
)
INPUT_ON_OUTPUT = Rule(
    Severity.FAILS,
    Message("lint.input_on_output", "The program waits for edges on pin {channel}, but has set it up as an output."),
    Message("lint.input_on_output.hint", "Write GPIO.setup({channel}, GPIO.IN), or look whether the number is right."),
)
AFTER_CLEANUP = Rule(
    Severity.FAILS,
    Message("lint.after_cleanup", "Pin {channel} is used after GPIO.cleanup() has given the pins back."),
    Message("lint.after_cleanup.hint", "Call GPIO.cleanup() once, at the very end, best in a finally: block."),
)
TWO_LIBRARIES = Rule(
    Severity.FAILS,
    Message("lint.two_libraries", "GPIO{gpio} belongs to {first}, and now {second} wants it too."),
    Message("lint.two_libraries.hint", "One pin, one library, one object. Do it all with one of them."),
)
ID_PIN = Rule(
    Severity.SURPRISES,
    Message("lint.id_pin", "GPIO{gpio} belongs to add-on boards: the Pi talks on it while it starts."),
    Message("lint.id_pin.hint", "Use a pin from GPIO4 to GPIO27."),
)
ANALOG_PIN = Rule(
    Severity.FAILS,
    Message("lint.analog_pin", "The program wants to measure a voltage on a pin. A Pi's pins know only on and off."),
    Message("lint.analog_pin.hint", "Put an ADS1115 or MCP3008 between the sensor and the Pi, and read that chip."),
)
FIXED_PULL = Rule(
    Severity.FAILS,
    Message("lint.fixed_pull", "The program wants another resistor on a pin whose pull-up is soldered to the board."),
    Message("lint.fixed_pull.hint", "GPIO2 and GPIO3 are always pulled up. Use another pin."),
)
PIN_TWICE = Rule(
    Severity.FAILS,
    Message("lint.pin_twice", "Two parts of the program want the same pin: {reason}."),
    Message("lint.pin_twice.hint", "Make one object for each pin, once. Give the second part another pin."),
)
BY_ERROR = {"PinFixedPull": FIXED_PULL, "GPIOPinInUse": PIN_TWICE, "PinInUse": PIN_TWICE}  # gpiozero's names


class NumberingRules:
    """Watches claims, refusals and what is given back."""

    def __init__(self, log: FindingLog) -> None:
        self._log = log
        self._given_back: set[int] = set()

    def claimed(self, net: Net, library: str) -> None:
        """A library wants the pin."""
        self._given_back.discard(net.gpio)
        if net.owner is not None:
            self._log.add(TWO_LIBRARIES, {"first": net.owner, "second": library}, gpio=net.gpio)
        elif net.gpio in (0, 1):
            self._log.add(ID_PIN, gpio=net.gpio)

    def freed(self, net: Net) -> None:
        """A pin is given back."""
        if net.owner == RPI_GPIO:
            self._given_back.add(net.gpio)

    def refused(self, sentence: str, channel: int, net: Net | None) -> None:
        """RPi.GPIO refuses a call."""
        values = {"channel": channel}
        if sentence == names.BAD_CHANNEL:
            self._no_channel(channel)
        elif sentence == names.NO_MODE:
            self._log.add(AFTER_CLEANUP if self._given_back else NO_SETMODE, values)
        elif net is None:
            return
        elif net.gpio in self._given_back:
            self._log.add(AFTER_CLEANUP, values)
        elif net.owner != RPI_GPIO:
            self._log.add(NOT_SET_UP, values, gpio=net.gpio)
        elif sentence == names.NOT_AN_OUTPUT:
            self._log.add(OUTPUT_ON_INPUT, values, gpio=net.gpio)
        else:
            self._log.add(INPUT_ON_OUTPUT, values, gpio=net.gpio)

    def explain(self, error: BaseException) -> None:
        """Note the mistake behind an error that ended the program, if it is a known one."""
        kind = type(error).__name__
        text = str(error)
        if kind in BY_ERROR:
            self._log.add(BY_ERROR[kind], {"reason": text.rstrip(".")})
        elif kind == "PinInvalidPin":
            digits = "".join(letter for letter in text if letter.isdigit())
            if digits:
                self._no_channel(int(digits))
        elif text == NO_ANALOG:
            self._log.add(ANALOG_PIN)

    def _no_channel(self, channel: int) -> None:
        values = {"channel": channel}
        if not 1 <= channel <= LAST_PIN:
            self._log.add(NO_SUCH_GPIO, values)
        elif channel < GPIO_COUNT and gpio_of(channel) is None:
            self._log.add(POWER_PIN, values | {"name": PINS[channel - 1].name})
        elif channel >= GPIO_COUNT:
            self._log.add(BOARD_AS_BCM, values | {"name": PINS[channel - 1].name})
