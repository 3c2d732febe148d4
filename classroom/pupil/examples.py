"""Small programs that a pupil begins with: each runs on a real Raspberry Pi as it is."""

from __future__ import annotations

BLINK = """\
from time import sleep

from gpiozero import LED

led = LED(17)

for turn in range(10):
    led.on()
    sleep(0.5)
    led.off()
    sleep(0.5)
    print(turn + 1)
"""
BUTTON = """\
from gpiozero import LED, Button

led = LED(17)
button = Button(2)

while True:
    button.wait_for_press()
    led.on()
    button.wait_for_release()
    led.off()
"""
TRAFFIC_LIGHT = """\
from time import sleep

from gpiozero import LED

red = LED(17)
amber = LED(27)
green = LED(22)

while True:
    red.on()
    sleep(4)
    red.off()
    green.on()
    sleep(4)
    green.off()
    amber.on()
    sleep(1)
    amber.off()
"""
EXAMPLES = {"blink.py": BLINK, "button.py": BUTTON, "traffic_light.py": TRAFFIC_LIGHT}
