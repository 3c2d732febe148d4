# A program started with & goes on when this one is over.
import os
import time
from pathlib import Path

Path("night_lamp.py").write_text(
    "import time\nfrom gpiozero import LED\nlamp = LED(22)\n"
    "for _ in range(3):\n    lamp.toggle()\n    time.sleep(1)\nlamp.off()\n"
)
print(os.system("python3 night_lamp.py &"))
time.sleep(0.5)
print("the first program is over")
