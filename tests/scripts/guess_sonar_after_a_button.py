import time
import RPi.GPIO as GPIO

OUT, IN, START = 23, 24, 25
GPIO.setmode(GPIO.BCM)
GPIO.setup(OUT, GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(IN, GPIO.IN)
GPIO.setup(START, GPIO.IN, pull_up_down=GPIO.PUD_UP)
while GPIO.input(START):
    time.sleep(0.05)
for _ in range(2):
    GPIO.output(OUT, True)
    time.sleep(0.00001)
    GPIO.output(OUT, False)
    begin = end = time.time()
    while GPIO.input(IN) == 0:
        begin = time.time()
    while GPIO.input(IN) == 1:
        end = time.time()
    print(round((end - begin) * 34760 / 2))
    time.sleep(1)
GPIO.cleanup()
