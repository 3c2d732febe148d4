import time
import RPi.GPIO as GPIO

FLAME_PIN, BUZZER = 11, 13
GPIO.setmode(GPIO.BOARD)
GPIO.setup(FLAME_PIN, GPIO.IN)
GPIO.setup(BUZZER, GPIO.OUT, initial=GPIO.LOW)
try:
    for _ in range(60):
        GPIO.output(BUZZER, not GPIO.input(FLAME_PIN))
        time.sleep(0.1)
finally:
    GPIO.cleanup()
