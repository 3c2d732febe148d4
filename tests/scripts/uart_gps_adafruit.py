# The same with another library, which asks the receiver for what it wants.
import time

import adafruit_gps
import serial

gps = adafruit_gps.GPS(serial.Serial("/dev/ttyUSB0", baudrate=9600, timeout=10), debug=False)
gps.send_command(b"PMTK220,1000")
until = time.monotonic() + 3
while time.monotonic() < until:
    gps.update()
    time.sleep(0.05)
print(gps.has_fix, f"{gps.latitude:.3f}", gps.fix_quality)
