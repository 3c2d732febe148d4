# A PMS5003 that is asked: first it is told to be quiet.
import time

import serial

pms = serial.Serial("/dev/serial0", 9600, timeout=1)


def tell(command, value):
    frame = bytes([0x42, 0x4D, command, 0, value])
    pms.write(frame + sum(frame).to_bytes(2, "big"))


tell(0xE1, 0)
time.sleep(0.5)
pms.reset_input_buffer()
time.sleep(3)
print("quiet:", pms.in_waiting)
tell(0xE2, 0)
data = pms.read(32)
print(data[:2], int.from_bytes(data[12:14], "big"), int.from_bytes(data[30:], "big") == sum(data[:30]))
