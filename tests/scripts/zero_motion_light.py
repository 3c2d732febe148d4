from gpiozero import MotionSensor, LED
from signal import pause

pir = MotionSensor(4)
led = LED(16)
visitors = 0


def somebody():
    global visitors
    visitors += 1
    print("Hello, visitor number", visitors)
    led.on()


pir.when_motion = somebody
pir.when_no_motion = led.off

pause()
