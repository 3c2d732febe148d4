from time import sleep
from gpiozero import InputDevice

btn = InputDevice(18)
for _ in range(4):
    print("pressed" if not btn.value else "-")
    sleep(1)
