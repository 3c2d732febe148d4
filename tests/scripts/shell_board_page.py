# The first page of every OLED lesson: address, load, memory and card of the board, asked in the shell.
import subprocess

COMMANDS = (
    "hostname -I | cut -d' ' -f1",
    "top -bn1 | grep load | awk '{printf \"CPU load: %.2f\", $(NF-2)}'",
    "free -m | awk 'NR==2{printf \"Mem: %s/%sMB %.2f%%\", $3,$2,$3*100/$2 }'",
    'df -h | awk \'$NF=="/"{printf "Disk: %d/%dGB %s", $3,$2,$5}\'',
    "vcgencmd measure_temp | egrep -o '[0-9]*\\.[0-9]*'",
    "vcgencmd get_throttled | cut -d= -f2",
    "cat /sys/class/thermal/thermal_zone0/temp | awk '{print $1/1000}'",
    "cat /proc/cpuinfo | grep Model | tail -1 | tr -d '\\t'",
)
for command in COMMANDS:
    print(subprocess.check_output(command, shell=True).decode("utf-8").strip())
