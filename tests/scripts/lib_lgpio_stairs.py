# lgpio, the library under the others on a new Raspberry Pi OS: a stair lamp with two switches.
import time

import lgpio

LAMP, DOWN, UP = 22, 5, 6
chip = lgpio.gpiochip_open(0)
lgpio.gpio_claim_output(chip, LAMP, 0)
lgpio.gpio_claim_input(chip, DOWN, lgpio.SET_PULL_UP)
lgpio.gpio_claim_alert(chip, UP, lgpio.BOTH_EDGES, lgpio.SET_PULL_UP)
changes = []


def upstairs(chip, gpio, level, timestamp):
    changes.append((gpio, level))
    if level == 0:
        lgpio.gpio_write(chip, LAMP, 1 - lgpio.gpio_read(chip, LAMP))


switch = lgpio.callback(chip, UP, lgpio.BOTH_EDGES, upstairs)
end = time.time() + 5
before = 1
while time.time() < end:
    now = lgpio.gpio_read(chip, DOWN)
    if before and not now:
        lgpio.gpio_write(chip, LAMP, 1 - lgpio.gpio_read(chip, LAMP))
    before = now
    time.sleep(0.01)
print(changes, switch.tally())
switch.cancel()
lgpio.tx_pwm(chip, LAMP, 100, 25)
time.sleep(1)
try:
    lgpio.gpio_claim_output(chip, 99)
except lgpio.error as error:
    print("lgpio says:", error)
lgpio.gpiochip_close(chip)
