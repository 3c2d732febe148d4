# An e-paper display with an SSD1680: a black frame, a red bar; then, without waiting for long, a dot in the frame.
import time

import spidev
from gpiozero import LED, Button

epd_reset, epd_dc = LED(17), LED(25)
epd_busy = Button(24, pull_up=False)
spi = spidev.SpiDev()
spi.open(0, 0)
spi.max_speed_hz = 4_000_000


def send(command, *data):
    epd_dc.off()
    spi.writebytes([command])
    if data:
        epd_dc.on()
        spi.writebytes(list(data))


def wait():
    since = time.monotonic()
    while epd_busy.value:
        time.sleep(0.01)
    return round(time.monotonic() - since, 1)


epd_reset.off()
time.sleep(0.002)
epd_reset.on()
send(0x12)
wait()
send(0x01, 7, 0, 0)
send(0x11, 0x03)
send(0x44, 0, 1)
send(0x45, 0, 0, 7, 0)


def show(rows, how):
    for register, data in rows.items():
        send(0x4E, 0)
        send(0x4F, 0, 0)
        send(register, *data)
    send(0x22, how)
    send(0x20)
    print(wait())
    time.sleep(0.5)


FRAME = [0x00, 0x00, *[0x7F, 0xFE] * 6, 0x00, 0x00]
show({0x24: FRAME, 0x26: [*[0] * 6, 0x1F, 0xF8, *[0] * 8]}, 0xF7)
send(0x11, 0x00)  # backwards: from the lower right corner on
send(0x4E, 1)
send(0x4F, 7, 0)
send(0x24, 0, 0, *[0xFE, 0x7F] * 2, 0xFE, 0x67, *[0xFE, 0x7F] * 3, 0, 0)
send(0x26, *[0] * 16)
send(0x22, 0xFF)
send(0x20)
print(wait())
send(0x10, 0x01)  # deep sleep: the ink stays
