# Open the window: carbon dioxide, asked for every two seconds.
import time

import RPi.GPIO as GPIO
import serial

GPIO.setmode(GPIO.BCM)
GPIO.setup(27, GPIO.OUT)
sensor = serial.Serial("/dev/ttyS0", baudrate=9600, timeout=1.0)
for _ in range(3):
    sensor.write(bytes([0xFF, 0x01, 0x86, 0, 0, 0, 0, 0, 0x79]))
    answer = sensor.read(9)
    co2 = answer[2] * 256 + answer[3]
    print(len(answer), co2, answer[4] - 40)
    GPIO.output(27, co2 > 1000)
    time.sleep(2)
GPIO.cleanup()
