# Four letters of fourteen segments with an HT16K33, segment by segment; the point blinks.
import time

from smbus2 import SMBus

A, B, C, D, E, F, G1, G2, H, J, K, L, M, N, POINT = (1 << bit for bit in range(15))
LETTERS = {
    "B": A | B | C | D | G2 | J | M,
    "A": A | B | C | E | F | G1 | G2,
    "N": B | C | E | F | H | N,
    "8": A | B | C | D | E | F | G1 | G2,
}
with SMBus(1) as bus:
    bus.write_byte(0x70, 0x21)
    bus.write_byte(0x70, 0x81)
    bus.write_byte(0x70, 0xEF)
    for point in (0, POINT, 0):
        words = [LETTERS["B"], LETTERS["A"], LETTERS["N"], LETTERS["8"] | point]
        block = [half for word in words for half in (word & 0xFF, word >> 8)]
        bus.write_i2c_block_data(0x70, 0, block)
        time.sleep(0.5)
