"""What Seeed puts on Grove boards for I2C: an LCD with a colored light, drivers of motors."""
