# Loopback: a wire from TX to RX.
import time

import serial

port = serial.Serial("/dev/serial0", 115200, timeout=0.5)
for word in (b"xin chao", b"hello"):
    port.write(word)
    time.sleep(0.01)
    print(port.in_waiting, port.read(port.in_waiting))
print(port.read(1))
