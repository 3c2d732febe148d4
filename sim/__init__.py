"""The simulator: a virtual Raspberry Pi whose wires answer as real ones do, and the worlds behind them."""
