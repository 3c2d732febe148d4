# The receiver sends 9600 bits a second.
import serial

gps = serial.Serial("/dev/serial0", 115200, timeout=2)
print(gps.readline())
