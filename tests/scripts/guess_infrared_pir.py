import time
import RPi.GPIO as GPIO

ledPin, sensorPin = 12, 11
GPIO.setmode(GPIO.BOARD)
GPIO.setup(ledPin, GPIO.OUT)
GPIO.setup(sensorPin, GPIO.IN)
infrared = 0
for _ in range(40):
    if GPIO.input(sensorPin) == GPIO.HIGH:
        GPIO.output(ledPin, GPIO.HIGH)
        infrared += 1
    else:
        GPIO.output(ledPin, GPIO.LOW)
    time.sleep(0.1)
print(infrared)
GPIO.cleanup()
