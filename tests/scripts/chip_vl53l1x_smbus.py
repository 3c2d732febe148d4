# A VL53L1X by its registers of two bytes, with smbus2: a lamp while somebody stands nearer than a meter.
import time

from gpiozero import LED
from smbus2 import SMBus, i2c_msg

ADDRESS = 0x29
lamp = LED(17)


def read(bus, register, count=1):
    answer = i2c_msg.read(ADDRESS, count)
    bus.i2c_rdwr(i2c_msg.write(ADDRESS, [register >> 8, register & 0xFF]), answer)
    return int.from_bytes(bytes(answer), "big")


def write(bus, register, value):
    bus.i2c_rdwr(i2c_msg.write(ADDRESS, [register >> 8, register & 0xFF, value]))


with SMBus(1) as bus:
    print(hex(read(bus, 0x010F, 2)))
    write(bus, 0x0030, 0x01)
    write(bus, 0x0087, 0x40)
    for _ in range(4):
        while not read(bus, 0x0031) & 1:
            time.sleep(0.01)
        far = read(bus, 0x0096, 2) if read(bus, 0x0089) == 9 else None
        write(bus, 0x0086, 0x01)
        lamp.value = far is not None and far < 1000
        print(far)
        time.sleep(1)
    write(bus, 0x0087, 0x00)
