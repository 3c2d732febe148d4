# Lowers a blind when the sun is too bright: BH1750 by its bytes, a motor for ten seconds.
import time

from gpiozero import Motor
from smbus2 import SMBus, i2c_msg

motor = Motor(forward=5, backward=6)
down = False
with SMBus(1) as bus:
    bus.write_byte(0x23, 0x10)
    for _ in range(6):
        time.sleep(0.2)
        answer = i2c_msg.read(0x23, 2)
        bus.i2c_rdwr(answer)
        high, low = answer
        lux = (high << 8 | low) / 1.2
        print(f"{lux:.0f} lux")
        if lux > 1000 and not down:
            motor.forward()
            time.sleep(10)
            motor.stop()
            down = True
        time.sleep(4.8)
motor.close()
