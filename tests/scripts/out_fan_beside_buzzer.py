# A fan that turns faster when it is warm, and a buzzer that only beeps: the fan's wire plays no note.
import time

import RPi.GPIO as GPIO

FAN, BUZZER = 12, 23
GPIO.setmode(GPIO.BCM)
GPIO.setup([FAN, BUZZER], GPIO.OUT, initial=GPIO.LOW)
fan = GPIO.PWM(FAN, 100)
fan.start(0)
for warm_c in (24, 30, 36):
    fan.ChangeDutyCycle((warm_c - 20) * 5)
    if warm_c > 33:
        GPIO.output(BUZZER, GPIO.HIGH)
    time.sleep(2)
    GPIO.output(BUZZER, GPIO.LOW)
fan.stop()
GPIO.cleanup()
