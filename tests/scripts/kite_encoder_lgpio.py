# An encoder through lgpio, edge by edge: nothing is counted before somebody turns it.
import time

import lgpio

A, B = 20, 21
chip = lgpio.gpiochip_open(0)
level = {A: 0, B: 0}
last = None
count = 0


def edge(_, gpio, now, tick):
    global count, last
    level[gpio] = now
    if gpio != last:
        last = gpio
        if now and level[A] and level[B]:
            count += 1 if gpio == A else -1
            print("stands at", abs(count))


for gpio in (A, B):
    lgpio.gpio_claim_alert(chip, gpio, lgpio.BOTH_EDGES)
watching = [lgpio.callback(chip, gpio, lgpio.BOTH_EDGES, edge) for gpio in (A, B)]
time.sleep(4)
lgpio.gpiochip_close(chip)
