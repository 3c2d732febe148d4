# A BH1750 that is read with i2cset and i2cget alone; nobody sits at 0x66.
import os
import subprocess

os.system("i2cset -y 1 0x23 0x10; sleep 0.18")
word = int(subprocess.check_output(["i2cget", "-y", "1", "0x23", "0x10", "w"]), 16)
lux = ((word & 0xFF) << 8 | word >> 8) / 1.2
print("%.0f lx" % lux)
answer = subprocess.run("i2cget -y 1 0x66 0xc0", shell=True, capture_output=True, text=True)
print(answer.returncode, answer.stderr.strip())
print(os.system("i2cdetect -y 7 2>/dev/null") != 0)
print(os.popen("i2cdetect -l").read().split()[0])
