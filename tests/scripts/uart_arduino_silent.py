# Waits for an Arduino of which nobody has said what it sends.
import serial

print(serial.Serial("/dev/ttyUSB0", 9600, timeout=2).readline())
