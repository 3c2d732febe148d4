# Whole rows and whole columns of an LED matrix in turn: two 74HC595, each byte latched by itself, a moment apart.
import time

from gpiozero import OutputDevice

data, latch, clock = OutputDevice(5), OutputDevice(6), OutputDevice(13)


def send(byte):
    for place in range(8):
        data.value = byte & 0x80 >> place
        clock.on()
        clock.off()
    latch.on()
    time.sleep(0.001)
    latch.off()


for _ in range(2):
    for number in range(8):
        send(0x00)
        send(1 << number)
        time.sleep(0.2)
        send(0xFF ^ 1 << number)
        send(0xFF)
        time.sleep(0.2)
