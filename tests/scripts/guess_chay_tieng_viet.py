from time import sleep
from gpiozero import InputDevice

cam_bien = InputDevice(22)
for _ in range(3):
    if cam_bien.value == 1:
        print("An toàn")
    else:
        print("Có cháy!")
    sleep(1)
