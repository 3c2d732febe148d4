"""What to check when a known error ends a program."""

from __future__ import annotations

import re
from pathlib import Path

from devices import HighlandError, Message
from sim.programs.board_files import OLD_PINS
from sim.programs.mistakes import mistake_in
from sim.programs.mistakes.libraries import PYTHON_2, missing_library

PAHO_1 = Message(
    "script.hint.paho_1",
    "This program was written for paho-mqtt 1. For version 2 write "
    'mqtt.Client(mqtt.CallbackAPIVersion.VERSION1, "name"); the rest may stay.',
)
CALLBACK = Message(
    "script.hint.callback", "RPi.GPIO gives a callback the number of its pin: write `def {name}(channel):`."
)
BCM = Message(
    "script.hint.bcm",
    "gpiozero counts GPIO numbers, 2 to 27, not the pins of the header: LED(17) is GPIO17, the header's pin 11.",
)
IN_USE = Message(
    "script.hint.in_use",
    "Two parts of the program want the same pin. Give one of them another pin, or close the first one before.",
)
PULL = Message(
    "script.hint.pull", "GPIO2 and GPIO3 have fixed resistors to 3.3 V, and an output has none. Use another pin."
)
FACTORY = Message(
    "script.hint.factory",
    "The program chooses a pin factory that is not here. Leave that line out: the board has one already.",
)
CLOSED = Message(
    "script.hint.closed", "The part was closed before, by close(), cleanup() or the end of a `with`: open it again."
)
VALUE = Message("script.hint.value", "An output takes values from 0 to 1, a servo from -1 to 1.")
DHT = Message(
    "script.hint.dht",
    "A DHT sensor fails now and then, on a real board too: put the reading into try and except RuntimeError, wait two "
    "seconds and read again.",
)
I2C_NOBODY = Message(
    "script.hint.i2c_nobody",
    "No chip answers at this I2C address. If it is right, the virtual board does not have this chip: try it on a real "
    "one. There: check SDA (pin 3), SCL (pin 5), 3.3 V and GND, and look with `i2cdetect -y 1`.",
)
OTHER_BUS = Message(
    "script.hint.other_bus",
    "A Raspberry Pi has one I2C bus on its pins 3 and 5, and its number is 1. Only the very first ones called it 0.",
)
BUSY_PIN = Message("script.hint.busy", "Two libraries want the same pin. Use one library for all pins, or other pins.")
SETMODE = Message(
    "script.hint.setmode",
    "Call GPIO.setmode(GPIO.BCM) or GPIO.setmode(GPIO.BOARD) once, before the first setup().",
)
CHANNEL = Message(
    "script.hint.channel",
    "BCM counts GPIO numbers (GPIO17), BOARD counts the pins of the header (pin 11). Not every pin of the header is a "
    "GPIO.",
)
SETUP = Message("script.hint.setup", "Call GPIO.setup() for this channel first, with GPIO.OUT or GPIO.IN.")
WAITS = Message(
    "script.hint.waits",
    "The program waits for something that can never come. Press a button with --press gpio17@5s, or look what it "
    "waits for.",
)
NO_NAME = Message(
    "script.hint.no_name",
    "The library {name} that is installed here has no such name. Check the spelling and the capital letters, or "
    "whether the program was written for another version of it.",
)
OWN_FILE = Message(
    "script.hint.own_file",
    "A file of the program has the same name as the library {name}, and Python took the file. Give the file another "
    "name.",
)
NOT_ON_A_PI = Message(
    "script.hint.not_on_a_pi",
    "That pin belongs to another board. On a Raspberry Pi they are called board.D2 to board.D27, after the GPIO "
    "numbers, and none of them reads a voltage: for that take a converter such as the ADS1115.",
)
SERIAL = Message(
    "script.hint.serial",
    "Nothing is on this serial port of the virtual board. Say what is: --plug uart=gps, uart=mhz19, usb0=sds011, "
    "usb0=pms5003, uart=pn532_uart, uart=loopback, uart=arduino. On a real one: switch the port on in raspi-config, "
    "connect TX to RX and RX to TX.",
)
NO_KEYBOARD = Message(
    "script.hint.no_keyboard",
    "The program asks for something that nobody types. Start it in a terminal, or give the answers with a pipe: "
    "`echo 5 | highland script ...`.",
)
NO_TERMINAL = Message(
    "script.hint.no_terminal", "The program draws in the terminal: start it in one, without a pipe, at --speed 1."
)
NO_SCREEN = Message(
    "script.hint.no_screen",
    "The program opens a window, and here is no screen for it. Start it on the desktop of a computer.",
)
NO_COMMAND = Message("script.hint.no_command", "The command {name} is not on this computer; on a Raspberry Pi it is.")
NETWORK = Message(
    "script.hint.network", "The other computer does not answer. Check its name, its port, and that the broker runs."
)
MACHINE_CODE = Message(
    "script.hint.machine_code",
    "The program loads a library in machine code. That speaks to a real Pi's pins, past the virtual board. Take a "
    "program that reads the part with Python alone.",
)
RAW_DEVICE = Message(
    "script.hint.raw_device",
    "The virtual board has this device for libraries only: for I2C take `smbus2`, for SPI `spidev`, for pins "
    "`gpiozero`.",
)
OTHER_SPI = Message(
    "script.hint.other_spi",
    "The virtual board has one SPI port, number 0 with CE0 and CE1. A Raspberry Pi has others only when "
    "/boot/firmware/config.txt has a line for them, such as `dtoverlay=spi1-1cs`: connect the part to port 0 and write "
    "open(0, 0).",
)
NO_FILE = Message("script.hint.no_file", "Check the name, and in which folder you start the program: {folder}")
BUSY = Message(
    "script.hint.busy_loop",
    "The loop runs without a pause, so virtual time stands still. Put sleep(0.01) into it: on a real board it also "
    "keeps the processor cool.",
)

BY_NAME = {
    "PinInvalidPin": BCM,
    "GPIOPinInUse": IN_USE,
    "PinFixedPull": PULL,
    "BadPinFactory": FACTORY,
    "GPIODeviceClosed": CLOSED,
    "DeviceClosed": CLOSED,
    "OutputDeviceBadValue": VALUE,
    "WaitsForever": WAITS,
    "ConnectionRefusedError": NETWORK,
    "gaierror": NETWORK,
}
# Beginnings of what libraries say, and the hint for it.
SYSFS = Message(
    "script.hint.sysfs",
    "Files in /sys/class/gpio were for older systems: a Raspberry Pi of today has other numbers there. Take gpiozero "
    "or RPi.GPIO.",
)
THERM_2 = Message(
    "script.hint.therm",
    "This was written for version 1 of the library. In version 2, write `from w1thermsensor import Unit`, then "
    "`Unit.DEGREES_C`.",
)
BY_TEXT = (
    ("TclError", "no display name", NO_SCREEN),
    ("TclError", "couldn't connect to display", NO_SCREEN),
    ("AttributeError", "type object 'W1ThermSensor' has no attribute", THERM_2),
    ("RuntimeError", "Checksum did not validate", DHT),
    ("RuntimeError", "A full buffer was not returned", DHT),
    ("RuntimeError", "DHT sensor not found", DHT),
    ("RuntimeError", "Please set pin numbering mode", SETMODE),
    ("RuntimeError", "You must setup() the GPIO channel", SETUP),
    ("RuntimeError", "The GPIO channel has not been set up as an OUTPUT", SETUP),
    ("ValueError", "The channel sent is invalid", CHANNEL),
    ("ValueError", "No I2C device at address", I2C_NOBODY),
    ("ValueError", "No Hardware I2C", I2C_NOBODY),
    ("ValueError", "Unsupported callback API version", PAHO_1),
    ("TypeError", "Unsupported callback API version", PAHO_1),
    ("SyntaxError", "Missing parentheses in call to", PYTHON_2),
    ("SyntaxError", "multiple exception types must be parenthesized", PYTHON_2),
    ("NameError", "name 'raw_input'", PYTHON_2),
    ("NameError", "name 'xrange'", PYTHON_2),
    ("NameError", "name 'unicode'", PYTHON_2),
    ("AttributeError", "module 'board' has no attribute", NOT_ON_A_PI),
    ("EOFError", "EOF when reading a line", NO_KEYBOARD),
)
# Beginnings of what is asked for in vain on the serial port, in whatever words.
SERIAL_PORTS = ("/dev/serial", "/dev/ttyAMA", "/dev/ttyS", "/dev/ttyUSB", "/dev/ttyACM")
OTHER_I2C = re.compile(r"/dev/i2c-(?!1\b)\d+")
# What is said of a file with machine code that is not there, or is made for another processor.
NOT_LOADED = (
    *("cannot open shared object file", "invalid ELF header", "wrong ELF class", "image not found"),
    ": undefined symbol: ",  # also of CDLL(None), which is Python itself
)
# What a program meant, or what this file and the system say better.
OTHERS = (
    OSError,
    ImportError,
    HighlandError,
    KeyboardInterrupt,
    SystemExit,
    AssertionError,
)
OTHER_SPI_PORT = re.compile(r"/dev/spidev\d+\.\d+")
BY_ERRNO = {121: I2C_NOBODY, 16: BUSY_PIN, 95: RAW_DEVICE}  # Linux errno: remote I/O error, device or resource busy


# Lines that only Python 2 can read.
ONLY_PYTHON_2 = re.compile(
    r"^\s*(print\s+[\"'\w%]|except\s+[\w.]+\s*,\s*\w+\s*:|raise\s+\w+\s*,)|\braw_input\s*\(|\bxrange\s*\(", re.MULTILINE
)


def hint_for(error: BaseException, folder: str, is_own: bool) -> Message | None:
    """What to check, or None when Python's own words must do. `is_own`: the program itself failed, not a library."""
    found = _of_its_time_and_place(error) or _of_libraries(error, folder)
    if found is None and (is_own or isinstance(error, SyntaxError)) and not isinstance(error, OTHERS):
        mistake = mistake_in(error)
        found = None if mistake.cause == "other" else mistake.says
    return found


def _of_its_time_and_place(error: BaseException) -> Message | None:
    """A line or a text for Python 2, whose tabs are no slip; a callback that RPi.GPIO called with its pin."""
    if isinstance(error, SyntaxError) and ONLY_PYTHON_2.search(error.text or ""):
        return PYTHON_2
    if isinstance(error, IndentationError) and _is_python_2(error.filename):
        return PYTHON_2
    if isinstance(error, TypeError) and getattr(error, "of_callback", False):
        return CALLBACK(name=str(error).partition("(")[0])
    return None


def _of_libraries(error: BaseException, folder: str) -> Message | None:
    name, text = type(error).__name__, str(error)
    if isinstance(error, ModuleNotFoundError):
        return missing_library(error.name or "")
    if isinstance(error, ImportError) and error.name:
        root = error.name.partition(".")[0]
        return OWN_FILE(name=root) if "partially initialized" in text else NO_NAME(name=root)
    if any(port in text for port in SERIAL_PORTS):
        return SERIAL
    if OTHER_I2C.search(f"{text} {getattr(error, 'filename', '')}"):
        return OTHER_BUS
    if isinstance(error, FileNotFoundError) and OTHER_SPI_PORT.fullmatch(str(error.filename)):
        return OTHER_SPI
    if type(error).__module__ in ("_curses", "curses"):
        return NO_TERMINAL
    if name in ("OSError", "AttributeError") and any(words in text for words in NOT_LOADED):
        return MACHINE_CODE
    for kind, beginning, hint in BY_TEXT:
        if name == kind and text.startswith(beginning):
            return hint
    return BY_NAME.get(name) or _of_files(error, folder)


def _of_files(error: BaseException, folder: str) -> Message | None:
    """A file that is not there, a command, a device."""
    if isinstance(error, OSError) and str(error.filename).startswith(OLD_PINS):
        return SYSFS
    if isinstance(error, FileNotFoundError) and error.filename is not None:
        return NO_COMMAND(name=error.filename) if _was_command(error) else NO_FILE(folder=folder)
    return BY_ERRNO.get(error.errno or 0) if isinstance(error, OSError) else None


def _is_python_2(file: str | None) -> bool:
    """Whether a text has lines that only Python 2 can read: its tabs are no slip then."""
    try:
        text = "" if file is None else Path(file).read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return False
    return ONLY_PYTHON_2.search(text) is not None


def _was_command(error: BaseException) -> bool:
    """Whether a program that should have been started was not there."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_globals.get("__name__") == "subprocess"
