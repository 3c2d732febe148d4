# Which devices does this board have? Some programs look before they begin.
import glob
import os
from pathlib import Path

for name in ("i2c-1", "i2c-0", "spidev0.0", "serial0", "ttyS4"):
    print(name, os.path.exists(f"/dev/{name}"), Path("/dev", name).is_file())
print(glob.glob("/dev/spidev*"), "i2c-1" in os.listdir("/dev"))
