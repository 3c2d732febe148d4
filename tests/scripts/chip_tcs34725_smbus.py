# Which color is in front of a TCS34725?
import time

import smbus

bus = smbus.SMBus(1)
bus.write_byte_data(0x29, 0x80, 0x03)
bus.write_byte_data(0x29, 0x81, 0xF6)  # 24 ms
bus.write_byte_data(0x29, 0x8F, 0x01)  # gain 4
time.sleep(0.5)
print(hex(bus.read_byte_data(0x29, 0x92)))
for _ in range(3):
    data = bus.read_i2c_block_data(0x29, 0xB4, 8)
    clear, red, green, blue = (data[at] | data[at + 1] << 8 for at in range(0, 8, 2))
    name = max((red, "red"), (green, "green"), (blue, "blue"))[1]
    print(clear, red, green, blue, name if max(red, green, blue) > 0.5 * clear else "gray")
    time.sleep(1)
