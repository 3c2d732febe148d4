# Finds out which board it is on, as installers of kits do.
def serial_number():
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("Serial"):
                return line.split(":")[1].strip()
    return None


def revision():
    return next(line.split()[-1] for line in open("/proc/cpuinfo") if "Revision" in line)


with open("/proc/device-tree/model") as file:
    print(file.read().rstrip("\0"))
print(len(serial_number()), revision())
