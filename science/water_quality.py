"""Limits for water, each with its source. None of our sensors sees bacteria, arsenic or pesticide: never say "safe".

Get the official text of QCVN 01-1:2024/BYT (in force from 2025-07-01) before a page prints one of these as law.
"""

TURBIDITY_NTU = 2.0  # QCVN 01:2009/BYT; kept in QCVN 01-1:2018/BYT and 01-1:2024/BYT
PH_LOW = 6.5  # QCVN 01:2009/BYT; 6.0 in QCVN 01-1:2018/BYT, from memory
PH_HIGH = 8.5
TDS_MG_L = 1000.0  # QCVN 01:2009/BYT
FREE_CHLORINE_LOW_MG_L = 0.2  # QCVN 01-1:2018/BYT, from memory
FREE_CHLORINE_HIGH_MG_L = 1.0
FILTER_ACCEPTABLE_NTU = 5.0  # WHO drinking-water guidelines, after PATH: 5 or less acceptable; the eye sees about 5
FILTER_DESIRABLE_NTU = 1.0
DISINFECTION_NTU = 0.1  # above this median UV and chlorine begin to lose effect, WHO after PATH
FLOOD_RAW_NTU = 100.0  # chosen: refuse raw water above it; a river in flood has tens to hundreds
