# An L3G4200D as GY-50 boards have it, over smbus: who it is, switched on, and how fast it turns about x.
import smbus

bus = smbus.SMBus(1)
print(hex(bus.read_byte_data(0x69, 0x0F)))
bus.write_byte_data(0x69, 0x20, 0x0F)
bus.write_byte_data(0x69, 0x23, 0x30)  # 2000 degrees a second
low, high = bus.read_byte_data(0x69, 0x28), bus.read_byte_data(0x69, 0x29)
x = high << 8 | low
print(round((x - 65536 if x > 32767 else x) * 0.07), "degrees a second")
bus.write_byte_data(0x69, 0x20, 0x0E)  # without x
print(bus.read_i2c_block_data(0x69, 0x28 | 0x80, 2))
