"""An image of a card in a file: its boot partition is read and written without mounting it, on any computer.

`disk_image` finds the partition, `fat32` knows the file system, `flashed` makes a new image from an old one.
"""
