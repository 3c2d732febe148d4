# The same byte by byte, on a board with shunts of 0.1 ohm.
import smbus

INA3221 = 0x40
bus = smbus.SMBus(1)


def word(register):
    high, low = bus.read_i2c_block_data(INA3221, register, 2)
    value = high << 8 | low
    return (value - 65536 if value > 32767 else value) >> 3


bus.write_i2c_block_data(INA3221, 0x00, [0x71, 0x27])
for channel in range(3):
    amperes = word(2 * channel + 1) * 40e-6 / 0.1
    print(f"{word(2 * channel + 2) * 0.008:.2f} V {amperes:.2f} A")
