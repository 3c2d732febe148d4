"""A meter for batteries as Waveshare calibrates it: 0.1524 mA a step on a shunt of 0.01 ohm."""

import time

import smbus

bus = smbus.SMBus(1)
METER, STEP_MA = 0x42, 0.1524


def write(register, value):
    bus.write_i2c_block_data(METER, register, [value >> 8, value & 0xFF])


def read(register):
    high, low = bus.read_i2c_block_data(METER, register, 2)
    value = high << 8 | low
    return value - 65536 if value > 32767 else value


write(0x05, 26868)
write(0x00, 0x0EEF)
time.sleep(0.1)
print(f"{(read(0x02) >> 3) * 0.004:.2f} V {read(0x04) * STEP_MA:.0f} mA")
