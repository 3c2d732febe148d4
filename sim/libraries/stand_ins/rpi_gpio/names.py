"""The numbers and error texts of RPi.GPIO 0.7.1."""

from __future__ import annotations

VERSION = "0.7.1"

UNKNOWN = -1
BOARD, BCM = 10, 11
OUT, IN = 0, 1
LOW, HIGH = 0, 1
PUD_OFF, PUD_DOWN, PUD_UP = 20, 21, 22
RISING, FALLING, BOTH = 31, 32, 33
SERIAL, SPI, I2C, HARD_PWM = 40, 41, 42, 43

# A Pi 4 Model B with 4 GB, the board that sim.libraries.gpiozero_pins shows to gpiozero too.
RPI_INFO = {
    "P1_REVISION": 3,
    "REVISION": "c03112",
    "TYPE": "Pi 4 Model B",
    "MANUFACTURER": "Sony UK",
    "PROCESSOR": "BCM2711",
    "RAM": "4G",
}

# Raspberry Pi documentation, "GPIO and the 40-pin header": physical pin to GPIO number. The pins of the EEPROM, 27 and
# 28, are no channels of RPi.GPIO.
BOARD_TO_GPIO = {
    3: 2, 5: 3, 7: 4, 8: 14, 10: 15, 11: 17, 12: 18, 13: 27, 15: 22, 16: 23, 18: 24, 19: 10, 21: 9, 22: 25,
    23: 11, 24: 8, 26: 7, 29: 5, 31: 6, 32: 12, 33: 13, 35: 19, 36: 16, 37: 26, 38: 20, 40: 21,
}  # fmt: skip

# wiringPi's number to the GPIO number (wiringpi.com, "Pins", for boards of 40 pins).
WIRING_PI_TO_GPIO = dict(
    enumerate((17, 18, 27, 22, 23, 24, 25, 4, 2, 3, 8, 7, 10, 9, 11, 14, 15))
) | {21: 5, 22: 6, 23: 13, 24: 19, 25: 26, 26: 12, 27: 16, 28: 20, 29: 21, 30: 0, 31: 1}  # fmt: skip

# The buses of this board are enabled, as `raspi-config` does it: their pins are busy from the start.
BUS_PINS = {2: I2C, 3: I2C, 9: SPI, 10: SPI, 11: SPI}

NO_MODE = "Please set pin numbering mode using GPIO.setmode(GPIO.BOARD) or GPIO.setmode(GPIO.BCM)"
OTHER_MODE = "A different mode has already been set!"
BAD_MODE = "An invalid mode was passed to setmode()"
BAD_CHANNEL = "The channel sent is invalid on a Raspberry Pi"
NOT_CHANNELS = "Channel must be an integer or list/tuple of integers"
NOT_A_CHANNEL = "Channel must be an integer"
NOT_VALUES = "Value must be an integer/boolean or a list/tuple of integers/booleans"
NOT_A_VALUE = "Value must be an integer or boolean"
NOT_AS_MANY = "Number of channels != number of values"
BAD_DIRECTION = "An invalid direction was passed to setup()"
NO_PULL_FOR_OUTPUT = "pull_up_down parameter is not valid for outputs"
NO_INITIAL_FOR_INPUT = "initial parameter is not valid for inputs"
BAD_PULL = "Invalid value for pull_up_down - should be either PUD_OFF, PUD_UP or PUD_DOWN"
NOT_SET_UP = "You must setup() the GPIO channel first"
NOT_AN_INPUT = "You must setup() the GPIO channel as an input first"
NOT_AN_OUTPUT = "The GPIO channel has not been set up as an OUTPUT"
IN_USE = "This channel is already in use, continuing anyway.  Use GPIO.setwarnings(False) to disable warnings."
HAS_PULL_UP = "A physical pull up resistor is fitted on this channel!"
NOTHING_SET_UP = (
    "No channels have been set up yet - nothing to clean up!  Try cleaning up at the end of your program instead!"
)
BAD_EDGE = "The edge must be set to RISING, FALLING or BOTH"
BAD_BOUNCETIME = "Bouncetime must be greater than 0"
BAD_TIMEOUT = "Timeout must be greater than 0"
NOT_CALLABLE = "Parameter must be callable"
EDGE_CONFLICT = "Conflicting edge detection already enabled for this GPIO channel"
WAIT_CONFLICT = "Conflicting edge detection events already exist for this GPIO channel"
NO_DETECTION = "Add event detection using add_event_detect first before adding a callback"
PWM_EXISTS = "A PWM object already exists for this GPIO channel"
PWM_NEEDS_OUTPUT = "You must setup() the GPIO channel as an output first"
BAD_FREQUENCY = "frequency must be greater than 0.0"
BAD_DUTY = "dutycycle must have a value from 0.0 to 100.0"
