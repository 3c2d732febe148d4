# The same with a library, in one go with a lamp for a position.
import pynmea2
import serial
from gpiozero import LED

lamp = LED(17)
with serial.Serial("/dev/ttyAMA0", baudrate=9600, timeout=1) as port:
    seen = 0
    while seen < 4:
        text = port.readline().decode()
        if not text.startswith("$GPRMC"):
            continue
        message = pynmea2.parse(text)
        lamp.value = message.status == "A"
        print(message.status, round(message.longitude, 3))
        seen += 1
lamp.off()
