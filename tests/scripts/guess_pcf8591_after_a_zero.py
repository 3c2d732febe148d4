import smbus

bus = smbus.SMBus(1)
bus.write_byte(0x48, 0)
print(bus.read_byte_data(0x48, 0x40))
print(bus.read_byte_data(0x48, 0x41))
print(bus.read_byte_data(0x48, 0x41))
