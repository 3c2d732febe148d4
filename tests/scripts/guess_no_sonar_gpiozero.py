from time import sleep
from gpiozero import DigitalInputDevice, DigitalOutputDevice

left, right = DigitalOutputDevice(20), DigitalOutputDevice(21)
knock = DigitalInputDevice(16)
for _ in range(40):
    left.on()
    sleep(0.0003)
    left.off()
    sleep(0.001)
    right.value = not knock.value
    sleep(0.1)
