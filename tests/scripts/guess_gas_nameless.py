from time import sleep
from gpiozero import InputDevice

do = InputDevice(17)
for _ in range(2):
    print("GAS!" if do.value == 0 else "clean")
    sleep(1)
