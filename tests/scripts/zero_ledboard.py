from gpiozero import LEDBoard
from time import sleep

leds = LEDBoard(5, 6, 13, 19, 26)

leds.on()
sleep(1)
leds.off()
sleep(1)
leds.value = (1, 0, 1, 0, 1)
sleep(1)
leds.off()

# a running light, there and back
for led in list(leds) + list(reversed(leds)):
    led.on()
    sleep(0.2)
    led.off()

leds.close()
