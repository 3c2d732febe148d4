"""CircuitPython's way: the SPI port, and a chip select on D5."""

import time

import board
import busio
import digitalio

spi = busio.SPI(clock=board.SCK, MISO=board.MISO, MOSI=board.MOSI)
cs = digitalio.DigitalInOut(board.D5)
cs.switch_to_output(value=True)


def read(channel):
    answer = bytearray(3)
    while not spi.try_lock():
        pass
    spi.configure(baudrate=1000000)
    cs.value = False
    spi.write_readinto(bytes([1, (8 + channel) << 4, 0]), answer)
    cs.value = True
    spi.unlock()
    return (answer[1] & 3) << 8 | answer[2]


for _ in range(3):
    print(read(0), read(1))
    time.sleep(1)
