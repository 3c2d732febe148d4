import time
import RPi.GPIO as GPIO

radar = 14
GPIO.setmode(GPIO.BCM)
GPIO.setup(radar, GPIO.IN, pull_up_down=GPIO.PUD_UP)
for _ in range(3):
    print("somebody" if GPIO.input(radar) else "nobody")
    time.sleep(1)
GPIO.cleanup()
