import time
from itertools import pairwise

import smbus

MAX30102 = 0x57
bus = smbus.SMBus(1)
print("part", hex(bus.read_byte_data(MAX30102, 0xFF)))
bus.write_byte_data(MAX30102, 0x09, 0x40)
time.sleep(0.1)
for register, value in ((0x08, 0x4F), (0x0A, 0x27), (0x0C, 0x24), (0x0D, 0x24), (0x09, 0x03)):
    bus.write_byte_data(MAX30102, register, value)


def measure():
    for register in (0x04, 0x05, 0x06):
        bus.write_byte_data(MAX30102, register, 0)
    reds, infrareds = [], []
    while len(infrareds) < 250:  # ten seconds: 100 samples a second, four make one
        waiting = (bus.read_byte_data(MAX30102, 0x04) - bus.read_byte_data(MAX30102, 0x06)) % 32
        for _ in range(waiting):
            data = bus.read_i2c_block_data(MAX30102, 0x07, 6)
            reds.append(int.from_bytes(bytes(data[:3]), "big"))
            infrareds.append(int.from_bytes(bytes(data[3:]), "big"))
        time.sleep(0.1)
    middle = (max(infrareds) + min(infrareds)) / 2
    beats = sum(before > middle >= now for before, now in pairwise(infrareds))
    swings = [(max(each) - min(each)) / max(each) for each in (reds, infrareds)]
    ratio = swings[0] / swings[1] if swings[1] else 0.0
    oxygen = -45.06 * ratio**2 + 30.354 * ratio + 94.845
    if max(infrareds) < 50000:
        print("no finger")
    else:
        print(beats * 6, "beats a minute,", round(oxygen), "%")


for _ in range(3):
    measure()
    time.sleep(1)
bus.write_byte_data(MAX30102, 0x21, 1)
time.sleep(0.1)
print(bus.read_byte_data(MAX30102, 0x1F) + bus.read_byte_data(MAX30102, 0x20) / 16, "C")
