"""From which share of gas in air a spark can light it (lower explosive limit, LEL)."""

LPG_LEL_PPM = 18_000.0  # chosen: 1.8 %, n-butane's, the lowest of LPG's parts (US Bureau of Mines Bulletin 627, 1965)
LPG_G_MOL = 51.0  # half propane (44.1), half butane (58.1)
MOLAR_VOLUME_20C_L_MOL = 24.055  # ideal gas at 20 C and 101325 Pa


def lel_pct_from_ppm(ppm: float, lel_ppm: float = LPG_LEL_PPM) -> float:
    """Gas as a percentage of its explosive limit."""
    return 100.0 * ppm / lel_ppm


def ppm_from_lel_pct(pct_of_lel: float, lel_ppm: float = LPG_LEL_PPM) -> float:
    """Gas in ppm at a percentage of its explosive limit."""
    return 0.01 * pct_of_lel * lel_ppm


def lpg_m3_from_grams(grams: float) -> float:
    """Volume of LPG gas at 20 C: 100 g fill 0.0472 m3."""
    return grams / LPG_G_MOL * MOLAR_VOLUME_20C_L_MOL / 1000.0
