# An MLX90640 by its words: number, supply, when a subpage is new.
import time

from smbus2 import SMBus, i2c_msg

with SMBus(1) as bus:

    def words(address, count):
        answer = i2c_msg.read(0x33, 2 * count)
        bus.i2c_rdwr(i2c_msg.write(0x33, [address >> 8, address & 0xFF]), answer)
        data = bytes(answer)
        return [data[at] << 8 | data[at + 1] for at in range(0, len(data), 2)]

    print(*(f"{word:04x}" for word in words(0x2407, 3)), f"{words(0x800D, 1)[0]:04x}")
    memory = words(0x2433, 1)[0]
    k, v25 = ((memory >> 8) - 256) * 32, ((memory & 0xFF) - 256) * 32 - 8192
    pages = set()
    for _ in range(2):
        bus.i2c_rdwr(i2c_msg.write(0x33, [0x80, 0x00, 0x00, 0x30]))
        while not words(0x8000, 1)[0] & 8:
            time.sleep(0.01)
        pages.add(words(0x8000, 1)[0] & 7)
    print(pages, round((words(0x072A, 1)[0] - 65536 - v25) / k + 3.3, 2), "V")
