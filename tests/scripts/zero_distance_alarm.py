from gpiozero import DistanceSensor, Buzzer
from signal import pause

sensor = DistanceSensor(echo=24, trigger=23, max_distance=2, threshold_distance=0.3)
buzzer = Buzzer(18)


def too_close():
    print("Stop! Only", round(sensor.distance, 1), "m left")
    buzzer.on()


def free():
    print("All clear")
    buzzer.off()


sensor.when_in_range = too_close
sensor.when_out_of_range = free

pause()
