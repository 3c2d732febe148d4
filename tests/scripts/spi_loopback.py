# Does SPI work? A wire from MOSI to MISO gives back what is sent.
import spidev

with_loopback = spidev.SpiDev(0, 0)
print(with_loopback.xfer2([0xA5, 0x3C]))
