# A lesson for the first Raspberry Pi of all.
import smbus

bus = smbus.SMBus(0)
bus.write_byte_data(0x3C, 0x00, 0xAF)
