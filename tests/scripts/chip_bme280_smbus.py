# Humidity of a BME280 in forced mode, with the whole-number formula of its data sheet.
import time
from struct import unpack

from smbus2 import SMBus

BME = 0x77
with SMBus(1) as bus:
    print(hex(bus.read_byte_data(BME, 0xD0)))
    t1, t2, t3 = unpack("<Hhh", bytes(bus.read_i2c_block_data(BME, 0x88, 6)))
    h1 = bus.read_byte_data(BME, 0xA1)
    h2, h3, e4, e5, e6, h6 = unpack("<hBbBbb", bytes(bus.read_i2c_block_data(BME, 0xE1, 7)))
    h4, h5 = e4 << 4 | e5 & 0x0F, e6 << 4 | e5 >> 4
    for _ in range(2):
        bus.write_byte_data(BME, 0xF2, 0x01)
        bus.write_byte_data(BME, 0xF4, 0x25)
        time.sleep(0.05)
        while bus.read_byte_data(BME, 0xF3) & 0x08:
            time.sleep(0.01)
        d = bus.read_i2c_block_data(BME, 0xF7, 8)
        raw = d[3] << 12 | d[4] << 4 | d[5] >> 4
        fine = (((raw >> 3) - (t1 << 1)) * t2 >> 11) + ((((raw >> 4) - t1) ** 2 >> 12) * t3 >> 14)
        v = fine - 76800
        v = (((d[6] << 8 | d[7]) << 14) - (h4 << 20) - h5 * v + 16384 >> 15) * (
            ((((v * h6 >> 10) * ((v * h3 >> 11) + 32768) >> 10) + 2097152) * h2 + 8192) >> 14
        )
        v -= (((v >> 15) ** 2 >> 7) * h1) >> 4
        print(f"{(fine * 5 + 128 >> 8) / 100:.1f} C {min(max(v, 0), 419430400) / 4194304:.1f} %")
        time.sleep(30)
