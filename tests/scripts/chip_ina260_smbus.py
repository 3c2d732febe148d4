# The same by registers: words, high byte first.
import smbus

METER = 0x40
bus = smbus.SMBus(1)
bus.write_i2c_block_data(METER, 0x00, [0x65, 0x27])
for register, step in ((0x02, 1.25e-3), (0x01, 1.25e-3), (0x03, 0.01)):
    high, low = bus.read_i2c_block_data(METER, register, 2)
    word = high << 8 | low
    print(f"{(word - 65536 if word > 32767 else word) * step:.2f}")
