"""Gas alarm: shut the gas off before it can burn, warn of carbon monoxide, and never fail in silence."""
