"""A knob dims a lamp, one twentieth for each detent."""

from gpiozero import PWMLED, RotaryEncoder
from signal import pause

knob = RotaryEncoder(17, 18, max_steps=20)
lamp = PWMLED(27)


def turned():
    lamp.value = abs(knob.steps) / 20
    print(knob.steps, round(lamp.value, 2))


knob.when_rotated = turned
pause()
