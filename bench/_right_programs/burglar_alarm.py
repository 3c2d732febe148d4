from time import sleep

from gpiozero import Buzzer, MotionSensor

pir = MotionSensor(4)
buzzer = Buzzer(22)

while True:
    pir.wait_for_motion()
    print("somebody is there")
    buzzer.on()
    sleep(2)
    buzzer.off()
    pir.wait_for_no_motion()
