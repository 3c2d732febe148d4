"""Chips that programs name and that are not here: another one at their address must not answer for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

EXPANDERS = tuple(range(0x20, 0x28))
BOSCH = (0x76, 0x77)
POWER = tuple(range(0x40, 0x50))
CONVERTERS = tuple(range(0x48, 0x50))

# Each with the addresses of its data sheet that a chip of ours has, too.
STRANGERS: Mapping[str, Collection[int]] = {
    **dict.fromkeys(("mcp23016",), EXPANDERS),
    **dict.fromkeys(("adp5587", "aw9523"), (0x34, 0x58)),
    **dict.fromkeys(("tsl2581", "vl53l4cd", "vl53l4cx"), (0x29, 0x39)),
    **dict.fromkeys(("apds9930", "ft6206", "ft6236"), (0x38, 0x39)),
    "sx1509": (0x3E,),
    **dict.fromkeys(("hdc1010", "hdc2010", "hdc2080"), range(0x40, 0x44)),
    **dict.fromkeys(("tmp006", "tmp007"), range(0x40, 0x44)),
    **dict.fromkeys(("ina228", "ina230", "ina231"), POWER),
    **dict.fromkeys(("ads7828", "tmp1075", "ad7416", "dac5571"), CONVERTERS),
    **dict.fromkeys(("ads1000", "ads1100", "ads1110", "mcp3221"), CONVERTERS),
    **dict.fromkeys(("tmd2671", "tmd26721", "tmd2771", "tmd2772", "tsl2571", "tsl2771"), (0x39,)),
    **dict.fromkeys(("mcp3425", "mcp3426", "mcp3427", "mcp3428", "mcp9601"), range(0x60, 0x70)),
    **dict.fromkeys(("ad7999", "isl29125", "si1132"), (0x29, 0x38, 0x39, 0x44, 0x60)),
    **{"as7262": (0x49,), "rfid": (0x2C,), "qwiic": (*EXPANDERS, 0x3F)},
    **dict.fromkeys(("cap1188",), (0x28, 0x29, 0x5A, 0x5B, 0x5C, 0x5D)),
    **dict.fromkeys(("tea5767", "si5351", "mpl115a2"), (0x60,)),
    **dict.fromkeys(("tlc59116", "tlc59108", "pca9632", "pca9635"), tuple(range(0x60, 0x70))),
    **dict.fromkeys(("mpu9150", "icm20602", "itg3200"), (0x68, 0x69)),
    **dict.fromkeys(("bmi160", "sps30"), (0x68, 0x69)),
    **dict.fromkeys(("is31fl3731",), range(0x70, 0x78)),
    **dict.fromkeys(("bmp581", "ms5837", "spl06"), BOSCH),
    **dict.fromkeys(("hp206c", "hp203b", "ms8607"), BOSCH),
    **dict.fromkeys(("lsm303d", "lsm303agr", "fxos8700"), (0x18, 0x19, 0x1C, 0x1D, 0x1E)),
    **dict.fromkeys(("si1151",), (0x52, 0x53)),
    "qmc6310": (0x1C,),
    **dict.fromkeys(("cap1203", "cap1206", "cap1208", "cap1293"), (0x28, 0x29)),
    **dict.fromkeys(("veml6030", "veml6040"), (0x10, 0x48)),
    "rv3028": (0x52,),
}  # fmt: skip


def stranger(words: Collection[str], address: int, names: Collection[str]) -> str | None:
    """The chip that the program names for this address and that is not here, or None; `names` are those that are."""
    if any(name in words for name in names):
        return None
    return next((name for name, addresses in STRANGERS.items() if name in words and address in addresses), None)
