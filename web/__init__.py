"""What every page stands on: streams of news to browsers, and files that need no internet."""
