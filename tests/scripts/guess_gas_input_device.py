from time import sleep
from gpiozero import InputDevice

gas = InputDevice(17)
for _ in range(4):
    print("GAS!" if gas.value == 0 else "clean")
    sleep(1)
