import time
import RPi.GPIO as GPIO

PIR_PIN = 7  # physical pin 7 is GPIO4
GPIO.setmode(GPIO.BOARD)
GPIO.setup(PIR_PIN, GPIO.IN)

print("PIR module test (CTRL+C to exit)")
time.sleep(2)
print("Ready")
try:
    while True:
        if GPIO.input(PIR_PIN):
            print("Motion detected!", time.strftime("%H:%M:%S"))
        time.sleep(1)
except KeyboardInterrupt:
    print("Quit")
    GPIO.cleanup()
