import time
import RPi.GPIO as GPIO
import spidev

CS = 25
GPIO.setmode(GPIO.BCM)
GPIO.setup(CS, GPIO.OUT, initial=GPIO.HIGH)
spi = spidev.SpiDev()
spi.open(0, 0)
spi.no_cs = True
spi.max_speed_hz = 1000000
for _ in range(2):
    GPIO.output(CS, GPIO.LOW)
    answer = spi.xfer2([1, 0x80, 0])
    GPIO.output(CS, GPIO.HIGH)
    print(round(((answer[1] & 3) << 8 | answer[2]) / 1023, 1))
    time.sleep(1)
GPIO.cleanup()
