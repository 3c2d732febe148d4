# A hand in front of an AMG8833: where it is warmest, by its registers.
import time

import smbus

AMG8833 = 0x69
bus = smbus.SMBus(1)
bus.write_byte_data(AMG8833, 0x00, 0x00)
bus.write_byte_data(AMG8833, 0x01, 0x3F)
bus.write_byte_data(AMG8833, 0x02, 0x00)
for _ in range(2):
    time.sleep(1)
    pixels = []
    for start in range(0x80, 0x100, 32):
        data = bus.read_i2c_block_data(AMG8833, start, 32)
        words = [high << 8 | low for low, high in zip(data[::2], data[1::2])]
        pixels += [(word - 4096 if word & 0x800 else word) / 4 for word in words]
    warmest = pixels.index(max(pixels))
    print(f"{max(pixels)} C in column {warmest % 8 + 1}, row {warmest // 8 + 1}; {min(pixels)} C elsewhere")
low, high = bus.read_i2c_block_data(AMG8833, 0x0E, 2)
print((high << 8 | low) / 16)
