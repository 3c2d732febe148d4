import time
import RPi.GPIO as GPIO

PIN = 17


def read():
    GPIO.setup(PIN, GPIO.OUT)
    GPIO.output(PIN, GPIO.HIGH)
    time.sleep(0.5)
    GPIO.output(PIN, GPIO.LOW)
    time.sleep(0.02)
    GPIO.output(PIN, GPIO.HIGH)
    GPIO.setup(PIN, GPIO.IN)
    widths = []
    while GPIO.input(PIN) == 1:
        pass
    for _ in range(41):
        while GPIO.input(PIN) == 0:
            pass
        begin = time.time()
        while GPIO.input(PIN) == 1 and time.time() - begin < 0.001:
            pass
        widths.append(time.time() - begin)
    bits = "".join("1" if width > 50e-6 else "0" for width in widths[1:])
    return [int(bits[8 * each : 8 * each + 8], 2) for each in range(5)]


GPIO.setmode(GPIO.BCM)
for _ in range(2):
    humidity, _, temperature, tenths, total = read()
    print(humidity, temperature)
    time.sleep(2)
GPIO.cleanup()
