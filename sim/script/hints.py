"""What to check when a known error ends a program: sentences for the learner."""

from __future__ import annotations

from devices import Message

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
    "No chip answers at this I2C address. On a real board: check SDA (pin 3), SCL (pin 5), 3.3 V and GND, and look "
    "with `i2cdetect -y 1`.",
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
NO_LIBRARY = Message(
    "script.hint.no_library",
    "The library {name} is not installed here. If it is a file of yours, put it into the folder of the program. If it "
    "is a library: `python -m pip install` with its name.",
)
OLD_DHT = Message(
    "script.hint.old_dht",
    "Adafruit_DHT is out of date and works on no new Raspberry Pi. Use adafruit_dht: "
    "dht = adafruit_dht.DHT22(board.D4)",
)
OTHER_PINS = Message(
    "script.hint.other_pins", "The virtual board does not have {name}. Use gpiozero or RPi.GPIO in its place."
)
CAMERA = Message("script.hint.camera", "The virtual board has no camera and no screen.")
SPACES = Message(
    "script.hint.spaces",
    "Look at the spaces at the beginning of this line and of the line above. Lines that belong together begin in the "
    "same column; after a colon they begin four spaces further right.",
)
PYTHON_2 = Message(
    "script.hint.python_2", 'This program was written for Python 2. Python 3 writes print("...") with brackets.'
)
SYNTAX = Message(
    "script.hint.syntax", "Look at this line and at the line above it for a missing bracket, quote or colon."
)
NETWORK = Message(
    "script.hint.network", "The other computer does not answer. Check its name, its port, and that the broker runs."
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
    "IndentationError": SPACES,
    "TabError": SPACES,
    "SyntaxError": SYNTAX,
}
# Beginnings of what libraries say, and the hint for it.
BY_TEXT = (
    ("RuntimeError", "Checksum did not validate", DHT),
    ("RuntimeError", "A full buffer was not returned", DHT),
    ("RuntimeError", "DHT sensor not found", DHT),
    ("RuntimeError", "Please set pin numbering mode", SETMODE),
    ("RuntimeError", "You must setup() the GPIO channel", SETUP),
    ("RuntimeError", "The GPIO channel has not been set up as an OUTPUT", SETUP),
    ("ValueError", "The channel sent is invalid", CHANNEL),
    ("ValueError", "No I2C device at address", I2C_NOBODY),
    ("SyntaxError", "Missing parentheses in call to 'print'", PYTHON_2),
)
BY_ERRNO = {121: I2C_NOBODY, 16: BUSY_PIN}  # Linux errno: remote I/O error, device or resource busy
OTHER_GPIO_LIBRARIES = ("pigpio", "lgpio", "rpi_lgpio", "wiringpi", "RPIO", "gpiod", "periphery")
CAMERAS = ("picamera", "picamera2", "cv2", "pygame")


def hint_for(error: BaseException, folder: str) -> Message | None:
    """What to check, or None when Python's own words must do."""
    name, text = type(error).__name__, str(error)
    if isinstance(error, ModuleNotFoundError):
        return _library(error.name or "")
    for kind, beginning, hint in BY_TEXT:
        if name == kind and text.startswith(beginning):
            return hint
    if name in BY_NAME:
        return BY_NAME[name]
    if isinstance(error, FileNotFoundError) and error.filename is not None:
        return NO_FILE(folder=folder)
    return BY_ERRNO.get(error.errno or 0) if isinstance(error, OSError) else None


def _library(name: str) -> Message:
    root = name.partition(".")[0]
    if root == "Adafruit_DHT":
        return OLD_DHT
    if root in OTHER_GPIO_LIBRARIES:
        return OTHER_PINS(name=root)
    return CAMERA if root in CAMERAS else NO_LIBRARY(name=root)
