import time
import RPi.GPIO as GPIO

FLOW_SENSOR = 13
pulses = 0


def count_pulse(channel):
    global pulses
    pulses += 1


GPIO.setmode(GPIO.BCM)
GPIO.setup(FLOW_SENSOR, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.add_event_detect(FLOW_SENSOR, GPIO.FALLING, callback=count_pulse)

litres = 0.0
for _ in range(5):
    pulses = 0
    time.sleep(1)
    flow_lpm = pulses / 7.5  # YF-S201: 7.5 Hz for each litre a minute
    litres += flow_lpm / 60
    print(f"{flow_lpm:.1f} L/min, {litres:.3f} L")
GPIO.cleanup()
