# A menu that runs other programs and asks how they ended, as the start page of a kit does.
import os
import subprocess
import sys
from pathlib import Path

PROGRAMS = {
    "lamp.py": "from gpiozero import LED\nfrom time import sleep\nlamp = LED(17)\nlamp.on()\nsleep(1)\n",
    "broken.py": "import sys\nprint('before')\nvalue = 1 / 0\n",
    "asks.py": "name = input()\nprint('Hello', name)\nraise SystemExit(3)\n",
    "settings.py": "SPEED = 1\n",
    "uses_settings.py": "import settings\nsettings.SPEED += 1\nprint('child', settings.SPEED, __name__)\n",
}
for name, text in PROGRAMS.items():
    Path(name).write_text(text)

sys.path.insert(0, os.getcwd())
import settings  # noqa: E402

print("lamp:", os.system("python3 lamp.py") >> 8, os.system("cd . && python3 lamp.py > lamp.txt") >> 8)
done = subprocess.run([sys.executable, "broken.py"], capture_output=True, text=True)
print(done.returncode, done.stdout.strip(), "|", done.stderr.strip().splitlines()[-1])
done = subprocess.run([sys.executable, "asks.py"], input="Lan\n", stdout=subprocess.PIPE, text=True)
print(done.returncode, done.stdout.strip())
print(subprocess.check_output("python3 uses_settings.py | tr a-z A-Z", shell=True).decode().strip(), settings.SPEED)
print(subprocess.run([sys.executable, "-c", "import sys; print(len(sys.argv), sys.argv[1])", "x"]).returncode)
print(subprocess.call(["python3", "no_such_program.py"], stderr=subprocess.DEVNULL))
