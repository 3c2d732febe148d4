"""An air pressure sensor of a flight kit, by its commands: reset, six numbers, two conversions."""

import time

import smbus

bus = smbus.SMBus(1)
bus.write_byte(0x77, 0x1E)
time.sleep(0.01)
c = [0]
for number in range(1, 7):
    high, low = bus.read_i2c_block_data(0x77, 0xA0 + 2 * number, 2)
    c.append(high << 8 | low)


def convert(command):
    bus.write_byte(0x77, command)
    time.sleep(0.01)
    return int.from_bytes(bytes(bus.read_i2c_block_data(0x77, 0x00, 3)), "big")


while True:
    d1, d2 = convert(0x48), convert(0x58)
    dt = d2 - c[5] * 256
    warm = 2000 + dt * c[6] / 8388608
    off = c[2] * 65536 + c[4] * dt / 128
    sens = c[1] * 32768 + c[3] * dt / 256
    print(round(warm / 100, 1), "C", round((d1 * sens / 2097152 - off) / 32768 / 100, 1), "hPa")
    time.sleep(1)
