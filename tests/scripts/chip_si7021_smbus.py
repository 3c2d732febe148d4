# An SI7021 asked with its clock held, and who it is.
import smbus2

bus = smbus2.SMBus(1)
high, low = bus.read_i2c_block_data(0x40, 0xE5, 2)
print(f"si7021 {125 * (high << 8 | low) / 65536 - 6:.1f} %")
high, low = bus.read_i2c_block_data(0x40, 0xE0, 2)
print(f"{175.72 * (high << 8 | low) / 65536 - 46.85:.1f} C")
write, read = smbus2.i2c_msg.write(0x40, [0xFC, 0xC9]), smbus2.i2c_msg.read(0x40, 6)
bus.i2c_rdwr(write, read)
kind, *_ = read
print(kind)
