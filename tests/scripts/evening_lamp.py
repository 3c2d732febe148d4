# The lamp of the school gate burns from 18:00 to 18:30.
import time
import datetime
import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(25, GPIO.OUT, initial=GPIO.LOW)
today = datetime.date.today()

while datetime.date.today() == today:
    now = datetime.datetime.now()
    GPIO.output(25, now.hour == 18 and now.minute < 30)
    time.sleep(60)
print("a new day:", time.strftime("%A %d.%m.%Y"))
GPIO.cleanup()
