# Seeed's starter kit: what its modules are for, one after the other.
import time

from grove.display.jhd1802 import JHD1802
from grove.factory import Factory
from grove.grove_4_digit_display import Grove4DigitDisplay
from grove.grove_button import GroveButton
from grove.grove_led import GroveLed
from grove.grove_light_sensor_v1_2 import GroveLightSensor
from grove.grove_mini_pir_motion_sensor import GroveMiniPIRMotionSensor
from grove.grove_servo import GroveServo
from grove.grove_thumb_joystick import GroveThumbJoystick
from grove.grove_ultrasonic_ranger import GroveUltrasonicRanger
from seeed_dht import DHT

button, motion, lamp = GroveButton(5), GroveMiniPIRMotionSensor(12), GroveLed(16)
button.on_press = lambda waited: lamp.on()
button.on_release = lambda held: print("held for", round(held, 1))
motion.on_detect = lambda: print("somebody")
relay = Factory.getGpioWrapper("Relay", 26)
light, stick = GroveLightSensor(0), GroveThumbJoystick(2)
servo = GroveServo(18)
lcd, digits = JHD1802(), Grove4DigitDisplay(22, 23)
climate, sonar = DHT("11", 24), GroveUltrasonicRanger(25)

print(light.light, stick.value, climate.read(), round(sonar.get_distance()))
servo.setAngle(90)
relay.on()
lcd.setCursor(1, 2)
lcd.write("warm")
digits.show("1234")
digits.set_colon(True)
time.sleep(6)
relay.off()
lamp.off()
