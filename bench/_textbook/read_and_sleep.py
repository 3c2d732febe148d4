import time
from gpiozero import Button

door = Button(17)
while True:
    if door.is_pressed:
        print("open")
    time.sleep(2)
