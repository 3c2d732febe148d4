# Two thermometers of one word each.
import time

import smbus

LM75, MCP9808 = 0x4F, 0x18
bus = smbus.SMBus(1)


def swapped(address, register):
    word = bus.read_word_data(address, register)
    return (word & 0xFF) << 8 | word >> 8


def whole(word):
    return (word - 65536 if word > 32767 else word) / 256


for _ in range(2):
    word = swapped(MCP9808, 5) & 0x1FFF
    print(whole(swapped(LM75, 0)), (word - 8192 if word > 4095 else word) / 16)
    time.sleep(2)
