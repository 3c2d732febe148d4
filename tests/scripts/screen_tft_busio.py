# A thermometer on a TFT with an ILI9341 through busio: the column rises.
import time

import board
import digitalio


class ILI9341:
    def __init__(self, spi, cs, dc):
        self.spi, self.cs, self.dc = spi, cs, dc
        for pin in (cs, dc):
            pin.switch_to_output(value=True)
        while not spi.try_lock():
            pass
        spi.configure(baudrate=24000000)
        spi.unlock()
        for command, data in ((0xEF, b"\x03\x80\x02"), (0x3A, b"\x55"), (0x11, b""), (0x29, b"")):
            self.write(command, data)

    def write(self, command, data=b""):
        self.cs.value = False
        self.dc.value = False
        self.spi.write(bytes([command]))
        self.dc.value = True
        self.spi.write(data)
        self.cs.value = True

    def fill(self, x, y, width, height, color):
        self.write(0x2A, bytes([x >> 8, x & 255, (x + width - 1) >> 8, (x + width - 1) & 255]))
        self.write(0x2B, bytes([y >> 8, y & 255, (y + height - 1) >> 8, (y + height - 1) & 255]))
        self.write(0x2C, color.to_bytes(2, "big") * (width * height))


display = ILI9341(board.SPI(), digitalio.DigitalInOut(board.CE1), digitalio.DigitalInOut(board.D24))
display.fill(0, 0, 240, 64, 0xFFFF)
for degrees in (20, 31):
    display.fill(20, 20, degrees * 6, 24, 0xF800)
    time.sleep(1)
