"""A door with mfrc522: the first card that comes gets a text and is the key, another one does not open."""

import time

import RPi.GPIO as GPIO
from mfrc522 import SimpleMFRC522

reader = SimpleMFRC522()
try:
    owner, _ = reader.write("Xin chao")
    print("owner", owner)
    for _ in range(2):
        time.sleep(2)
        number, text = reader.read()
        print("open" if number == owner else "closed", number, text.strip("\0 ") or "empty")
finally:
    GPIO.cleanup()
