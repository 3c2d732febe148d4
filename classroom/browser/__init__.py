"""What carries a board in a browser: Python as WebAssembly, our packages in one archive, a worker and its page side."""
