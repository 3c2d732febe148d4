"""The numbers that `wiringpi` gives names, in the module and in its class GPIO."""

from __future__ import annotations

from sim.libraries.stand_ins.rpi_gpio.names import BOARD_TO_GPIO, WIRING_PI_TO_GPIO

WPI_MODE_PINS, WPI_MODE_GPIO, WPI_MODE_GPIO_SYS, WPI_MODE_PHYS, WPI_MODE_PIFACE = range(5)
WPI_MODE_UNINITIALISED = -1
INPUT, OUTPUT, PWM_OUTPUT, GPIO_CLOCK, SOFT_PWM_OUTPUT, SOFT_TONE_OUTPUT, PWM_TONE_OUTPUT = range(7)
LOW, HIGH = 0, 1
PUD_OFF, PUD_DOWN, PUD_UP = range(3)
PWM_MODE_MS, PWM_MODE_BAL = 0, 1
INT_EDGE_SETUP, INT_EDGE_FALLING, INT_EDGE_RISING, INT_EDGE_BOTH = range(4)
LSBFIRST, MSBFIRST = 0, 1

NAMES = {name: value for name, value in vars().items() if name.isupper() and isinstance(value, int)}
TO_GPIO = {
    WPI_MODE_PINS: WIRING_PI_TO_GPIO,
    WPI_MODE_PHYS: BOARD_TO_GPIO,
    WPI_MODE_GPIO: {gpio: gpio for gpio in WIRING_PI_TO_GPIO.values()},
    WPI_MODE_GPIO_SYS: {gpio: gpio for gpio in WIRING_PI_TO_GPIO.values()},
}
