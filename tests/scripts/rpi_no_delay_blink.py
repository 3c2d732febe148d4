# Two LEDs at two speeds without sleep, as with millis() on an Arduino.
import time
import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup((23, 24), GPIO.OUT, initial=0)
last = {23: 0.0, 24: 0.0}
every = {23: 0.1, 24: 0.25}
state = {23: 0, 24: 0}

start = time.monotonic()
while time.monotonic() - start < 1.05:
    now = time.monotonic() - start
    for pin in (23, 24):
        if now - last[pin] >= every[pin]:
            last[pin] += every[pin]
            state[pin] = 1 - state[pin]
            GPIO.output(pin, state[pin])
GPIO.cleanup()
