"""A card reader with pirc522, which waits for the reader's interrupt wire."""

import time

from pirc522 import RFID

reader = RFID()
found = 0
while found < 2:
    reader.wait_for_tag()
    error, _ = reader.request()
    if not error:
        error, serial = reader.anticoll()
        if not error:
            found += 1
            print("card", bytes(serial[:4]).hex())
            time.sleep(2)
reader.cleanup()
