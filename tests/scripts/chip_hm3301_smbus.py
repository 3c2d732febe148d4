# Dust in the classroom.
import time

from smbus2 import SMBus, i2c_msg

SENSOR = 0x40

with SMBus(1) as bus:
    bus.i2c_rdwr(i2c_msg.write(SENSOR, [0x88]))
    for _ in range(2):
        answer = i2c_msg.read(SENSOR, 29)
        bus.i2c_rdwr(answer)
        data = list(answer)
        fine, coarse = data[12] << 8 | data[13], data[14] << 8 | data[15]
        print("ok" if sum(data[:28]) & 0xFF == data[28] else "broken", fine, coarse)
        time.sleep(2)
