# A BMP280 and an MPU6050 through busio, without a library for either.
import board
import busio

i2c = busio.I2C(board.SCL, board.SDA)
while not i2c.try_lock():
    pass


def read(address, register, count):
    found = bytearray(count)
    i2c.writeto_then_readfrom(address, bytes([register]), found)
    return found


print("bmp280", hex(read(0x76, 0xD0, 1)[0]))
calibration = read(0x76, 0x88, 24)
i2c.writeto(0x76, bytes([0xF4, 0x57]))
raw = int.from_bytes(read(0x76, 0xFA, 3), "big") / 16
t1, t2, t3 = (int.from_bytes(calibration[at : at + 2], "little") for at in (0, 2, 4))
t3 -= 65536
print(f"{((raw / 16384 - t1 / 1024) * t2 + (raw / 131072 - t1 / 8192) ** 2 * t3) / 5120:.1f} C")
i2c.writeto(0x68, bytes([0x6B, 0]))
print("mpu6050", hex(read(0x68, 0x75, 1)[0]), int.from_bytes(read(0x68, 0x3F, 2), "big"))
i2c.unlock()
