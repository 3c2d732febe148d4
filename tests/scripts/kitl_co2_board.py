"""A board with its own words on a serial line that measures CO2: it is no MH-Z19, and what it says is typed."""

import serial

board = serial.Serial("/dev/serial0", 9600, timeout=3)
board.write(b"c\n")
print(board.readline().decode().strip() or "nothing")
