from time import sleep

from gpiozero import InputDevice, OutputDevice

load = OutputDevice(5, initial_value=True)
clock = OutputDevice(6)
data = InputDevice(13)


def pressed():
    load.off()
    load.on()
    found = []
    for number in range(16):
        if not data.value:
            found.append(number)
        clock.on()
        clock.off()
    return found


for _ in range(8):
    print(pressed())
    sleep(0.5)
