# Three libraries wait until a key stays pressed: what is shorter than 30 ms was its contact.
import time
from datetime import timedelta

import gpiod
import lgpio
import pigpio
from gpiod.line import Bias, Edge

pi = pigpio.pi()
pi.set_mode(13, pigpio.INPUT)
pi.set_pull_up_down(13, pigpio.PUD_UP)
pi.set_glitch_filter(13, 30000)
start = time.monotonic()
pi.callback(13, pigpio.FALLING_EDGE, lambda gpio, level, tick: print(f"pigpio {time.monotonic() - start:.2f}"))

chip = lgpio.gpiochip_open(0)
lgpio.gpio_claim_alert(chip, 6, lgpio.BOTH_EDGES, lgpio.SET_PULL_UP)
lgpio.gpio_set_debounce_micros(chip, 6, 30000)
lgpio.callback(chip, 6, lgpio.BOTH_EDGES, lambda chip, gpio, level, tick: print("lgpio", level))

settings = gpiod.LineSettings(edge_detection=Edge.BOTH, bias=Bias.PULL_UP, debounce_period=timedelta(milliseconds=30))
with gpiod.request_lines("/dev/gpiochip0", config={5: settings}) as keys:
    for _ in range(2):
        for event in keys.read_edge_events():
            print("gpiod", event.event_type.name, f"{event.timestamp_ns / 1e9 - start:.2f}", keys.get_value(5).name)
time.sleep(5)
