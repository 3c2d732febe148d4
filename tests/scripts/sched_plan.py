import sched
import time
from gpiozero import DigitalOutputDevice

pump = DigitalOutputDevice(6)
start = time.monotonic()
plan = sched.scheduler(time.monotonic, time.sleep)


def water(seconds):
    print(f"{time.monotonic() - start:.0f} s: water for {seconds} s")
    pump.on()
    plan.enter(seconds, 1, pump.off)


plan.enter(10, 1, water, argument=(5,))
plan.enter(60, 1, water, kwargs={"seconds": 20})
rain = plan.enter(70, 1, print, argument=("never",))
plan.cancel(rain)
plan.run()
print(f"{time.monotonic() - start:.0f} s: the plan is done")
