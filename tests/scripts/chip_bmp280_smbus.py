# Air pressure and height with a BMP280 and the formulas of its data sheet.
import time

import smbus

BMP = 0x76
bus = smbus.SMBus(1)
if bus.read_byte_data(BMP, 0xD0) != 0x58:
    raise SystemExit("no BMP280")


def number(register, signed=True):
    value = bus.read_word_data(BMP, register)
    return value - 65536 if signed and value > 32767 else value


T1, T2, T3 = number(0x88, False), number(0x8A), number(0x8C)
P = [number(0x8E, False)] + [number(0x90 + 2 * n) for n in range(8)]


def measure():
    d = bus.read_i2c_block_data(BMP, 0xF7, 6)
    raw_p = d[0] << 12 | d[1] << 4 | d[2] >> 4
    raw_t = d[3] << 12 | d[4] << 4 | d[5] >> 4
    a = (raw_t / 16384 - T1 / 1024) * T2
    b = (raw_t / 131072 - T1 / 8192) ** 2 * T3
    fine = a + b
    a = fine / 2 - 64000
    b = a * a * P[5] / 32768 + a * P[4] * 2
    b = b / 4 + P[3] * 65536
    a = (P[2] * a * a / 524288 + P[1] * a) / 524288
    a = (1 + a / 32768) * P[0]
    p = (1048576 - raw_p - b / 4096) * 6250 / a
    a = P[8] * p * p / 2147483648
    b = p * P[7] / 32768
    return fine / 5120, (p + (a + b + P[6]) / 16) / 100


bus.write_byte_data(BMP, 0xF4, 0xB7)  # normal mode
bus.write_byte_data(BMP, 0xF5, 0x10)
for _ in range(2):
    time.sleep(1)
    celsius, hpa = measure()
    print(f"{celsius:.1f} C {hpa:.1f} hPa {44330 * (1 - (hpa / 1013.25) ** 0.1903):.0f} m")
