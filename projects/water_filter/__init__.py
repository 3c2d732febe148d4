"""Water filter: raw water through sand and under a UV lamp into a tank, and only while all of it is proven to work."""
