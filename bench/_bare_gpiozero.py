"""The same with gpiozero alone: a lamp is on while a contact is closed, looked at once a second.

It does as little as the project in bench/_smallest, and tells the socket NOTIFY_SOCKET of its first turn as that does.
The contact is a DigitalInputDevice, as in our driver: a Button has a thread that looks ten times a second.
"""

from __future__ import annotations

import os
import socket
import time


def main() -> None:
    """Until it is killed."""
    from gpiozero import LED, Device, DigitalInputDevice
    from gpiozero.pins.mock import MockFactory

    Device.pin_factory = MockFactory()
    contact, lamp = DigitalInputDevice(5, pull_up=True), LED(17)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        lamp.value = contact.is_active
        told.sendto(b"READY=1", os.environ["NOTIFY_SOCKET"])
    while True:
        time.sleep(1.0)
        lamp.value = contact.is_active


if __name__ == "__main__":
    main()
