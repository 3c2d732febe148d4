"""What the libraries of kits need to run on the virtual board: their ports, and the names that lessons know."""
