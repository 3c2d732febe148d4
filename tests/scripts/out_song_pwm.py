import time

import RPi.GPIO as GPIO

PIN = 18
NOTES = {"C": 262, "D": 294, "E": 330, "F": 349, "G": 392}
SONG = "C C G G E"

GPIO.setmode(GPIO.BCM)
GPIO.setup(PIN, GPIO.OUT)
sound = GPIO.PWM(PIN, 440)
sound.start(50)
for name in SONG.split():
    sound.ChangeDutyCycle(50)
    sound.ChangeFrequency(NOTES[name])
    time.sleep(0.25)
    sound.ChangeDutyCycle(0)
    time.sleep(0.05)
sound.stop()
GPIO.cleanup()
