# Loads a program into the motion processor of an MPU6050, checks it, and reads tilt and heading from its packets.
import math
import struct
import time

import smbus

MPU = 0x68
bus = smbus.SMBus(1)


def put(bank, at, data):
    for byte in data:
        bus.write_byte_data(MPU, 0x6D, bank)
        bus.write_byte_data(MPU, 0x6E, at)
        bus.write_byte_data(MPU, 0x6F, byte)
        bus.write_byte_data(MPU, 0x6E, at)
        if bus.read_byte_data(MPU, 0x6F) != byte:
            raise SystemExit("not written")
        at += 1


def waiting():
    high, low = bus.read_i2c_block_data(MPU, 0x72, 2)
    return high << 8 | low


bus.write_byte_data(MPU, 0x6B, 0x80)
time.sleep(0.05)
bus.write_byte_data(MPU, 0x6B, 0x03)
put(0, 0, bytes(range(60)))
bus.write_byte_data(MPU, 0x19, 0x04)
bus.write_byte_data(MPU, 0x1A, 0x03)
bus.write_byte_data(MPU, 0x1B, 0x18)
bus.write_byte_data(MPU, 0x6A, 0xC4)
for second in range(3):
    bus.write_byte_data(MPU, 0x6A, 0xC4)  # only what is new counts
    while waiting() < 42:
        pass
    packet = [bus.read_byte_data(MPU, 0x74) for _ in range(42)]
    w, x, y, z = (each / 16384 for each in struct.unpack(">hxxhxxhxxhxx", bytes(packet[:16])))
    pitch = math.degrees(math.asin(2 * (x * z - w * y)))
    yaw = math.degrees(math.atan2(2 * (x * y + w * z), 1 - 2 * (y * y + z * z)))
    print(f"pitch {pitch:.0f} heading {yaw:.0f} turning {struct.unpack('>h', bytes(packet[24:26]))[0] / 16.4:.0f}")
    time.sleep(1)
