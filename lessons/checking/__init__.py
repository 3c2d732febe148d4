"""Every run of every lesson is played, and what comes out is compared with what the lesson says."""
