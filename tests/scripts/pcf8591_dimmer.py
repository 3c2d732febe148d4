# A knob on a PCF8591 dims a lamp. It never sleeps between two reads.
import smbus
import RPi.GPIO as GPIO

CONVERTER = 0x48
bus = smbus.SMBus(1)
GPIO.setmode(GPIO.BCM)
GPIO.setup(18, GPIO.OUT)
lamp = GPIO.PWM(18, 500)
lamp.start(0)
before = None
try:
    while True:
        bus.write_byte(CONVERTER, 0x40)
        bus.read_byte(CONVERTER)  # the old value
        value = bus.read_byte(CONVERTER)
        if value != before:
            before = value
            print(value)
            lamp.ChangeDutyCycle(value * 100 / 255)
except KeyboardInterrupt:
    pass
finally:
    lamp.stop()
    GPIO.cleanup()
