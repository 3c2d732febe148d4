"""What the Robot HAT's library brings: a pin by its name, a servo, a motor, a lamp of three colors, notes, a voice."""

from time import sleep

from robot_hat import ADC, PWM, RGB_LED, TTS, Buzzer, Motor, Music, Pin, Servo, fileDB
from robot_hat.utils import get_battery_voltage

button = Pin("SW", Pin.IN, Pin.PULL_UP)
red_led = Pin("D0")
arm = Servo("P4")
wheel = Motor(PWM("P12"), Pin("D8"))
lamp = RGB_LED(PWM("P0"), PWM("P1"), PWM("P2"), common=RGB_LED.CATHODE)
beeper = Buzzer(PWM("P16"))
music = Music()

settings = fileDB("arm.conf")
settings.set("rest", 45)
arm.angle(int(fileDB("arm.conf").get("rest")))
lamp.color("#ff3300")
print(button.value(), ADC("A0").read(), f"{ADC('A1').read_voltage():.2f} V", f"{get_battery_voltage():.1f} V")
music.tempo(60)
for note in ("A4", "C5"):
    beeper.play(music.note(note), music.beat(1 / 8))
red_led.on()
wheel.speed(-70)
while not button.value():
    sleep(0.05)
wheel.speed(0)
red_led.off()
TTS().say("good bye")
try:
    Servo("P20")
except ValueError as error:
    print(error)
