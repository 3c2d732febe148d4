import time
import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.setup(27, GPIO.OUT)

start = time.time()
while GPIO.input(17) == 1:  # wait until the button is pressed
    pass
print(f"pressed after {time.time() - start:.1f} s")
while GPIO.input(17) == 0:
    pass
print(f"released after {time.time() - start:.1f} s")
GPIO.output(27, GPIO.HIGH)
GPIO.cleanup()
