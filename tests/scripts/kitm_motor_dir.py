"""One motor by its direction and its speed, with gpiozero's plain outputs; high is forward when nobody says."""

from time import sleep

from gpiozero import DigitalOutputDevice, PWMOutputDevice

motor_pwm = PWMOutputDevice(18, frequency=1000)
motor_dir = DigitalOutputDevice(23)

motor_dir.on()
motor_pwm.value = 0.6
sleep(2)
motor_dir.off()
motor_pwm.value = 0.3
sleep(1)
motor_pwm.off()
