"""A lamp on a pin of the Fusion HAT: it is off at the end, and its pin is not closed."""

from time import sleep

from fusion_hat.pin import Mode, Pin

led = Pin(27, mode=Mode.OUT)
led.on()
sleep(1)
led.off()
