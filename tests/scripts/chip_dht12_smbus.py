# A DHT12 on I2C, with its sum checked.
import smbus

bus = smbus.SMBus(1)
wet, wet_tenth, warm, warm_tenth, total = bus.read_i2c_block_data(0x5C, 0x00, 5)
print(f"{warm}.{warm_tenth} C {wet}.{wet_tenth} %", (wet + wet_tenth + warm + warm_tenth) & 0xFF == total)
