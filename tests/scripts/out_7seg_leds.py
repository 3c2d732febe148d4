# Common anode: a low level lights a segment.
from time import sleep

from gpiozero import LED

pins = [LED(number, active_high=False) for number in (17, 18, 27, 22, 23, 24, 25)]
SHAPES = ["1111110", "0110000", "1101101", "1111001", "0110011"]
for shape in SHAPES:
    for led, bit in zip(pins, shape):
        led.value = int(bit)
    sleep(0.5)
