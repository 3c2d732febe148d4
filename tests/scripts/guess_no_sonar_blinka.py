import time
import board
import digitalio

coil = digitalio.DigitalInOut(board.D20)
coil.switch_to_output()
lamp = digitalio.DigitalInOut(board.D21)
lamp.switch_to_output()
contact = digitalio.DigitalInOut(board.D16)
for _ in range(40):
    coil.value = True
    time.sleep(0.0003)
    coil.value = False
    time.sleep(0.001)
    if not contact.value:
        lamp.value = True
    else:
        lamp.value = False
    time.sleep(0.1)
