# An HTU21D: commands without a register.
import time

from smbus2 import SMBus, i2c_msg

with SMBus(1) as bus:
    bus.write_byte(0x40, 0xFE)
    time.sleep(0.015)
    for _ in range(2):
        values = []
        for command in (0xF3, 0xF5):
            bus.write_byte(0x40, command)
            time.sleep(0.05)
            answer = i2c_msg.read(0x40, 3)
            bus.i2c_rdwr(answer)
            high, low, _ = list(answer)
            values.append((high << 8 | low & 0xFC) / 65536)
        print(f"{values[0] * 175.72 - 46.85:.1f} C {values[1] * 125 - 6:.1f} %")
        time.sleep(2)
