import time
import board
from digitalio import DigitalInOut, Direction, Pull

led = DigitalInOut(board.D18)
led.direction = Direction.OUTPUT

button = DigitalInOut(board.D4)
button.direction = Direction.INPUT
button.pull = Pull.UP

while True:
    led.value = not button.value  # light when the button is pressed
    time.sleep(0.1)
