import time
from RPi import GPIO

GPIO.setmode(GPIO.BOARD)
GPIO.setup(22, GPIO.IN, GPIO.PUD_DOWN)  # GPIO25
GPIO.setup([29, 31], GPIO.OUT, initial=GPIO.LOW)  # GPIO5 and GPIO6
GPIO.add_event_detect(22, GPIO.BOTH)

for second in range(6):
    time.sleep(1)
    if GPIO.event_detected(22):
        print(second, "something happened, the level is", GPIO.input(22))
        GPIO.output((29, 31), (GPIO.input(22), 1 - GPIO.input(22)))

GPIO.remove_event_detect(22)
GPIO.cleanup()
