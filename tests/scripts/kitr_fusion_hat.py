"""A fan with a Fusion HAT: a button calls, an input says how warm it is, a motor turns, lamps and a servo show it."""

from signal import pause
from threading import Thread
from time import sleep

from fusion_hat.adc import ADC
from fusion_hat.modules import DHT11, LCD1602, RGB_LED, Buzzer, Ultrasonic
from fusion_hat.motor import Motor
from fusion_hat.pin import Active, Mode, Pin, Pull
from fusion_hat.pwm import PWM
from fusion_hat.servo import Servo

button = Pin(17, mode=Mode.IN, pull=Pull.UP, active_state=Active.LOW)
led = Pin(22, mode=Mode.OUT)
fan = Motor("M0")
lamp = RGB_LED(PWM(0), PWM(1), PWM(2), common=RGB_LED.CATHODE)
flap = Servo(4, offset=5)
horn = Pin(27, mode=Mode.OUT)
beeper = Buzzer(horn)
eye = Ultrasonic(Pin(23), Pin(24))
air = DHT11(pin=4)
lcd = LCD1602()


def pressed():
    led.on()
    fan.power(60)
    print("pressed", button.value(), button.raw())


button.when_activated = pressed
button.when_deactivated = led.off


def work():
    lamp.color((0, 255, 51))
    flap.angle(-45)
    knob = ADC("A0")
    print(knob.read(), f"{knob.read_voltage():.2f} V", f"{eye.read():.0f} cm", air.read())
    lcd.write(0, 0, "Fan")
    lcd.write(4, 1, "ready")
    beeper.on()
    sleep(0.5)
    beeper.off()
    sleep(6)
    fan.power(-30)
    sleep(2)
    fan.stop()


Thread(target=work).start()
try:
    pause()
finally:
    led.close()
    horn.close()
