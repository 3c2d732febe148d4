# A motor on Seeed's small driver with a DRV8830: by its voltage.
import time

from smbus2 import SMBus

DRV8830 = 0x65
with SMBus(1) as bus:
    for control, seconds in ((0x3F << 2 | 1, 1), (0x20 << 2 | 2, 1), (0, 0.5)):
        bus.write_byte_data(DRV8830, 0x00, control)
        time.sleep(seconds)
    print(bus.read_byte_data(DRV8830, 0x01))
