# A VCNL4040: words, low byte first, of light and of what is near.
import time

from smbus2 import SMBus

VCNL4040 = 0x60
with SMBus(1) as bus:
    print(hex(bus.read_word_data(VCNL4040, 0x0C)))
    bus.write_word_data(VCNL4040, 0x00, 0x0000)
    bus.write_word_data(VCNL4040, 0x03, 0x0800)
    for _ in range(2):
        time.sleep(1)
        print(bus.read_word_data(VCNL4040, 0x08), bus.read_word_data(VCNL4040, 0x09) / 10)
