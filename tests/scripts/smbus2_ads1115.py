import time
from smbus2 import SMBus, i2c_msg

ADDRESS = 0x48
CONVERSION, CONFIG = 0, 1
SINGLE_A2_4V = 0xE383  # start, A2 against ground, 4.096 V, single shot, 128 a second

with SMBus(1) as bus:
    for _ in range(2):
        bus.write_i2c_block_data(ADDRESS, CONFIG, [SINGLE_A2_4V >> 8, SINGLE_A2_4V & 0xFF])
        time.sleep(0.01)
        high, low = bus.read_i2c_block_data(ADDRESS, CONVERSION, 2)
        raw = high << 8 | low
        if raw > 0x7FFF:
            raw -= 0x10000
        print(f"A2: {raw * 4.096 / 32768:.2f} V")
        time.sleep(1)
    # the same answer once more, as two messages in one go
    ask, answer = i2c_msg.write(ADDRESS, [CONVERSION]), i2c_msg.read(ADDRESS, 2)
    bus.i2c_rdwr(ask, answer)
    print(list(answer) == [high, low])
