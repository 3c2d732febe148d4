"""A shift register with eight switches, asked with gpiozero."""

from time import sleep

from gpiozero import DigitalInputDevice, DigitalOutputDevice

load, clock = DigitalOutputDevice(16, initial_value=True), DigitalOutputDevice(20)
data = DigitalInputDevice(21)

for _ in range(4):
    load.off()
    load.on()
    bits = []
    for _ in range(8):
        bits.append(data.value)
        clock.on()
        clock.off()
    print(*bits)
    sleep(1)
