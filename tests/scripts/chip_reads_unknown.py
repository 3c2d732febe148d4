# It reads the self-test registers of an MPU6050, which the virtual chip does not have.
import smbus

bus = smbus.SMBus(1)
bus.write_byte_data(0x68, 0x6B, 0x00)
print(bus.read_byte_data(0x68, 0x0D))
