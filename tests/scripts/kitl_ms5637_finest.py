"""An air pressure sensor of a plug-together kit, at its finest: 8192 measurements in one."""

import time

import smbus2

MS5637 = 0x76
bus = smbus2.SMBus(1)
bus.write_byte(MS5637, 0x1E)
time.sleep(0.005)
c = [int.from_bytes(bytes(bus.read_i2c_block_data(MS5637, 0xA0 + 2 * n, 2)), "big") for n in range(7)]


def measured(command):
    bus.write_byte(MS5637, command)
    time.sleep(0.02)
    return int.from_bytes(bytes(bus.read_i2c_block_data(MS5637, 0x00, 3)), "big")


for _ in range(3):
    d1, d2 = measured(0x4A), measured(0x5A)
    beyond = d2 - c[5] * 256
    warm = 2000 + beyond * c[6] / 2**23 - 5 * beyond**2 / 2**38
    offset, slope = c[2] * 2**17 + c[4] * beyond / 2**6, c[1] * 2**16 + c[3] * beyond / 2**7
    print(f"{warm / 100:.1f} C {(d1 * slope / 2**21 - offset) / 2**15 / 100:.1f} hPa")
    time.sleep(1)
