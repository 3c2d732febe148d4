import time
import board
import digitalio

led = digitalio.DigitalInOut(board.D17)
led.direction = digitalio.Direction.OUTPUT

for _ in range(5):
    led.value = True
    time.sleep(0.5)
    led.value = False
    time.sleep(0.5)
led.deinit()
