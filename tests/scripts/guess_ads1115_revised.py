import time
from smbus2 import SMBus

ADDRESS = 0x48

with SMBus(1) as bus:
    try:
        bus.write_quick(ADDRESS)
        print("somebody is there")
    except OSError:
        print("nobody yet")
    bus.write_byte(ADDRESS, 0)
    bus.write_i2c_block_data(ADDRESS, 0x01, [0xC3, 0x83])
    time.sleep(0.1)
    high, low = bus.read_i2c_block_data(ADDRESS, 0x00, 2)
    print(f"{(high << 8 | low) * 4.096 / 32768:.2f} V")
