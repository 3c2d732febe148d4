import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BOARD)
try:
    GPIO.setup(6, GPIO.OUT)  # physical pin 6 is ground
except ValueError as error:
    print(error)
try:
    GPIO.setmode(GPIO.BCM)
except ValueError as error:
    print(error)
try:
    GPIO.output(11, True)
except RuntimeError as error:
    print(error)
GPIO.setup(11, GPIO.IN)
try:
    GPIO.add_event_detect(11, GPIO.RISING)
    GPIO.add_event_detect(11, GPIO.FALLING)
except RuntimeError as error:
    print(error)
GPIO.cleanup()
