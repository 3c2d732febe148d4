"""Chips behind a chip-select wire of the SPI bus."""
