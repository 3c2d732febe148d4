"""A scale with gpiozero; the beehive calls when it is full."""

from time import sleep

from gpiozero import LED, DigitalInputDevice, DigitalOutputDevice

hx711_sck = DigitalOutputDevice(21)
hx711_dt = DigitalInputDevice(20)
full = LED(16)


def read():
    while hx711_dt.value:
        sleep(0.01)
    value = 0
    for _ in range(24):
        hx711_sck.on()
        hx711_sck.off()
        value = value << 1 | hx711_dt.value
    hx711_sck.on()
    hx711_sck.off()
    return value


zero = read()
for _ in range(4):
    grams = (read() - zero) / 419.4
    full.value = grams > 2000
    print(round(grams, -1))
    sleep(1)
