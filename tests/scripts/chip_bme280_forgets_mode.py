# It reads a BME280 that nobody has started: on a real board the same meaningless numbers come.
import smbus

bus = smbus.SMBus(1)
data = bus.read_i2c_block_data(0x76, 0xF7, 8)
print([hex(each) for each in data])
