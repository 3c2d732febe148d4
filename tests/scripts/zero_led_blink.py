"""Blink an LED in the background."""

from signal import pause

from gpiozero import LED

led = LED(17)
led.blink(on_time=1, off_time=1)

pause()
