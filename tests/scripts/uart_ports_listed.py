# Which port is it in? The program looks, and reads the dust there.
import serial
from serial.tools import list_ports

names = [each.device for each in list_ports.comports()]
print(names)
with serial.Serial(names[0], 9600, timeout=3) as sds011:
    print(sds011.read(10)[:2])
