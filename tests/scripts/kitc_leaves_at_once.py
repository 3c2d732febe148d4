# A menu that ends the whole process when q is typed.
import os
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.OUT)
servo = GPIO.PWM(17, 50)
servo.start(7.5)
while True:
    choice = input("Menu: ")
    if choice == "q":
        print("good bye")
        os._exit(3)
        GPIO.cleanup()
    print("to the middle")
    servo.ChangeDutyCycle(7.5)
    time.sleep(1)
