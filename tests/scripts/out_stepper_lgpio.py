import time

import lgpio

PINS = (5, 6, 13, 19)
ORDER = (0b0001, 0b0011, 0b0010, 0b0110, 0b0100, 0b1100, 0b1000, 0b1001)
chip = lgpio.gpiochip_open(0)
for pin in PINS:
    lgpio.gpio_claim_output(chip, pin)
for number in range(512):
    for place, pin in enumerate(PINS):
        lgpio.gpio_write(chip, pin, ORDER[number % 8] >> place & 1)
    time.sleep(0.002)
for pin in PINS:
    lgpio.gpio_write(chip, pin, 0)
lgpio.gpiochip_close(chip)
