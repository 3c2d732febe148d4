# A fan that runs while school is open, and what time it is when it stops.
from datetime import datetime, time
from gpiozero import TimeOfDay, OutputDevice
from signal import pause

school = TimeOfDay(time(8, 1), time(8, 2), utc=False, event_delay=1)
fan = OutputDevice(20)


def opens():
    print("opens", datetime.now().strftime("%H:%M"))
    fan.on()


def closes():
    print("closes", datetime.now().strftime("%H:%M"))
    fan.off()


school.when_activated = opens
school.when_deactivated = closes

pause()
