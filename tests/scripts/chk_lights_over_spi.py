# A strip of lights that is written to over SPI: three bits for each, and nobody reads what comes back.
import time

import spidev

spi = spidev.SpiDev()
spi.open(0, 0)
spi.max_speed_hz = 2_400_000


def show(colors):
    bits = "".join(
        "110" if byte >> bit & 1 else "100" for color in colors for byte in color for bit in range(7, -1, -1)
    )
    data = [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]
    spi.xfer2(data)
    return len(data)


count = show([(0, 255, 0)] * 8)
time.sleep(0.5)
show([(0, 0, 0)] * 8)
time.sleep(0.5)
print(count, "bytes")
spi.close()
