import time
import RPi.GPIO as GPIO

DHT22_PIN = 22
GPIO.setmode(GPIO.BCM)


def read_dht22():
    GPIO.setup(DHT22_PIN, GPIO.OUT)
    GPIO.output(DHT22_PIN, GPIO.LOW)
    time.sleep(0.02)
    GPIO.setup(DHT22_PIN, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    widths = []
    while GPIO.input(DHT22_PIN) == 1:
        pass
    for _ in range(41):
        while GPIO.input(DHT22_PIN) == 0:
            pass
        begin = time.time()
        while GPIO.input(DHT22_PIN) == 1 and time.time() - begin < 0.001:
            pass
        widths.append(time.time() - begin)
    bits = "".join("1" if width > 50e-6 else "0" for width in widths[1:])
    return int(bits[:16], 2) / 10, int(bits[16:32], 2) / 10


print(*read_dht22())
GPIO.cleanup()
