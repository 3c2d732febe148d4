# Dust that comes by itself, ten bytes a second.
import struct

import serial

port = serial.Serial("/dev/ttyUSB0", 9600, timeout=3)
for _ in range(3):
    frame = port.read(10)
    head, kind, pm25, pm10, *_ = struct.unpack("<BBHHHBB", frame)
    print(hex(head), hex(kind), pm25 / 10, pm10 / 10, sum(frame[2:8]) % 256 == frame[8])
