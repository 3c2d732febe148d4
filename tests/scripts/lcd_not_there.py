# A program for an LCD 1602 that nobody has plugged in.
import sys
from smbus2 import SMBus

bus = SMBus(1)
try:
    bus.write_byte(0x27, 0x08)
except OSError as error:
    print("No LCD:", error)
    sys.exit(2)
finally:
    bus.close()
