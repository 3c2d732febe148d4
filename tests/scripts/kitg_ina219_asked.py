# An INA219 at 0x45: first whether it is there, then its settings, with a bit that only an INA226 has.
import smbus

INA219 = 0x45
bus = smbus.SMBus(1)
bus.read_byte(INA219)


def word(register):
    high, low = bus.read_i2c_block_data(INA219, register, 2)
    return high << 8 | low


settings = word(0x00) | 0x4180
bus.write_i2c_block_data(INA219, 0x00, [settings >> 8, settings & 0xFF])
bus.write_i2c_block_data(INA219, 0x05, [4096 >> 8, 0])
print((word(0x02) >> 3) * 4, word(0x04))
