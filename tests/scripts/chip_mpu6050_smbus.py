# Tilt and turning of an MPU6050, register by register.
import math
import time

import smbus

MPU = 0x68
bus = smbus.SMBus(1)


def word(register):
    high = bus.read_byte_data(MPU, register)
    low = bus.read_byte_data(MPU, register + 1)
    value = high << 8 | low
    return value - 65536 if value > 32767 else value


print(hex(bus.read_byte_data(MPU, 0x75)), word(0x3F))  # still asleep
bus.write_byte_data(MPU, 0x6B, 0)
bus.write_byte_data(MPU, 0x1B, 0x08)  # 500 degrees a second
for _ in range(2):
    time.sleep(1)
    x, y, z = (word(register) / 16384 for register in (0x3B, 0x3D, 0x3F))
    tilt = math.degrees(math.atan2(x, math.hypot(y, z)))
    print(f"x {x:.2f} y {y:.2f} z {z:.2f} tilt {tilt:.0f}")
    print(f"turning {word(0x47) / 65.5:.1f}, {word(0x41) / 340 + 36.53:.1f} C")
