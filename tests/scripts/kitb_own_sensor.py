from signal import pause

from gpiozero import LED, SmoothedInputDevice


class MagnetSensor(SmoothedInputDevice):
    def __init__(self, pin):
        super().__init__(pin, pull_up=False, queue_len=5, sample_wait=0.01)
        self._queue.start()


MagnetSensor.when_magnet = MagnetSensor.when_deactivated
MagnetSensor.when_no_magnet = MagnetSensor.when_activated

led = LED(17)
sensor = MagnetSensor(18)
sensor.when_magnet = lambda: led.on()
sensor.when_no_magnet = lambda: led.off()
pause()
