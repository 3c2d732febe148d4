# Where are we? The messages of a GPS receiver, taken apart by hand.
import serial

port = serial.Serial("/dev/serial0", 9600, timeout=2)
fixes = 0
while fixes < 3:
    line = port.readline().decode("ascii", errors="replace").strip()
    if line.startswith("$GPGGA"):
        fields = line.split(",")
        if fields[6] == "0":
            print(fields[1], "no satellites")
        else:
            degrees = int(fields[2][:2]) + float(fields[2][2:]) / 60
            print(fields[1], f"{degrees:.4f}", fields[3], fields[7], "satellites", fields[9], "m")
        fixes += 1
