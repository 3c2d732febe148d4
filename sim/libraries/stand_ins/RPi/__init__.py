"""Stand-in for the package `RPi`, which holds `RPi.GPIO` and nothing else."""
