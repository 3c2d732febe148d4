# A VEML6070: the command and the lower byte at 0x38, the upper byte at 0x39.
import time

import smbus

bus = smbus.SMBus(1)
bus.write_byte(0x38, 0x0A)  # 2 T
time.sleep(0.3)
uv = bus.read_byte(0x39) << 8 | bus.read_byte(0x38)
print(uv, round(uv / 374))
