# The text on a card says whose it is; the second card is nobody's.
import time

import RPi.GPIO as GPIO
from mfrc522 import SimpleMFRC522

reader = SimpleMFRC522()
GPIO.setup(11, GPIO.OUT)
for _ in range(2):
    number, text = reader.read()
    owner = text.strip("\0 ")
    print(f"Hello {owner}!" if owner else "Who are you?")
    GPIO.output(11, GPIO.HIGH if owner == "Lan" else GPIO.LOW)
    time.sleep(3)
GPIO.cleanup()
