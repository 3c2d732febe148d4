# A program for an OLED display that nobody has plugged in.
import sys
from smbus2 import SMBus

bus = SMBus(1)
try:
    bus.write_byte_data(0x3C, 0x00, 0xAE)
except OSError as error:
    print("No display:", error)
    sys.exit(2)
finally:
    bus.close()
