"""The relay over HTTP: who asks, how much may come, and what is answered."""
