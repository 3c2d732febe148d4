# A door bell in wiringPi's own numbers of pins: a press dims the lamp and rings.
import wiringpi
from wiringpi import GPIO

BELL_BUTTON = 2
LAMP = 0
DIMMED = 1

wiringpi.digitalWrite(LAMP, 1)  # nothing happens yet
wiringpi.wiringPiSetup()
wiringpi.pinMode(BELL_BUTTON, GPIO.INPUT)
wiringpi.pullUpDnControl(BELL_BUTTON, GPIO.PUD_UP)
wiringpi.digitalWrite(LAMP, GPIO.HIGH)  # it is an output from the next line on
wiringpi.pinMode(LAMP, GPIO.OUTPUT)
wiringpi.softPwmCreate(DIMMED, 100, 100)


def ring():
    wiringpi.softPwmWrite(DIMMED, 25)
    print(f"ding dong at {wiringpi.millis()} ms")


wiringpi.wiringPiISR(BELL_BUTTON, GPIO.INT_EDGE_FALLING, ring)
wiringpi.delay(2000)
wiringpi.digitalWrite(LAMP, GPIO.LOW)
print(wiringpi.digitalRead(BELL_BUTTON), wiringpi.wpiPinToGpio(BELL_BUTTON))
wiringpi.delay(1000)
