# Tưới vườn rau: bơm chạy khi đất khô, dừng khi đất đủ ẩm.
import time
from datetime import datetime

from gpiozero import LED, MCP3008

cảm_biến = MCP3008(channel=0)
bơm = LED(17)
ĐẤT_KHÔ = 0.3

print("Bắt đầu chương trình tưới rau 🌱")
with open("nhật ký.txt", "w", encoding="utf-8") as tệp:
    for _ in range(4):
        độ_ẩm = cảm_biến.value
        if độ_ẩm < ĐẤT_KHÔ:
            bơm.on()
            trạng_thái = "đang tưới"
        else:
            bơm.off()
            trạng_thái = "không tưới"
        giờ = datetime.now().strftime("%H:%M")
        print(f"{giờ} – độ ẩm đất {độ_ẩm:.0%}: {trạng_thái}")
        tệp.write(f"{giờ} {trạng_thái}\n")
        time.sleep(60)
print("Kết thúc.")
