# An Arduino that is not there.
import serial

arduino = serial.Serial("/dev/ttyACM0", 9600, timeout=1)
arduino.write(b"on\n")
