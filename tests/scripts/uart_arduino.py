# An Arduino sends temperature and humidity, and is told what to do with its fan.
import glob

import serial

with serial.Serial(glob.glob("/dev/ttyACM*")[0], 115200, timeout=3) as arduino:
    for _ in range(3):
        warm, damp = map(float, arduino.readline().decode().split(","))
        print(warm, damp)
        arduino.write(b"fan on\n" if warm > 28 else b"fan off\n")
