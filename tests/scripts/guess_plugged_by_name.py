import time
import smbus

bus = smbus.SMBus(1)
bus.write_byte(0x48, 2)
bus.read_byte(0x48)
print(bus.read_byte(0x48))
time.sleep(1)
