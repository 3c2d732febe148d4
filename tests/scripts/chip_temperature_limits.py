# Three temperatures of one thermometer: now, and its two limits.
import smbus

block = smbus.SMBus(1).read_i2c_block_data(0x48, 0x00, 12)
for at in (0, 4, 6):
    steps = (block[at] << 8 | block[at + 1]) >> 3
    print((steps - 8192 if steps >= 4096 else steps) / 16)
