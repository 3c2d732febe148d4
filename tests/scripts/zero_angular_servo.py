from gpiozero import AngularServo
from time import sleep

servo = AngularServo(17, min_angle=-90, max_angle=90, min_pulse_width=0.0005, max_pulse_width=0.0025)

for angle in (-90, 0, 45, 90):
    servo.angle = angle
    print(f"{servo.angle:.0f} degrees: {servo.pulse_width * 1e6:.0f} us")
    sleep(1)
