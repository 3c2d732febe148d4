# A part on the header's port that nobody has named.
import serial

port = serial.Serial("/dev/serial0", 9600, timeout=1)
port.write(b"on\n")
