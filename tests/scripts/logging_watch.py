import logging
import time
from gpiozero import Button

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", filename="door.log")
door = Button(22, pull_up=True, bounce_time=0.05)
log = logging.getLogger("door")

log.info("watching")
until = time.time() + 20
while time.time() < until:
    if door.wait_for_press(timeout=until - time.time()):
        log.warning("the door is open")
        door.wait_for_release()
        log.info("the door is shut, it was open for %.0f s", 4)
log.info("done")
logging.shutdown()
