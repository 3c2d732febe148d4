"""Any program of a pupil's own on a virtual board: behind messages, with its lights, buttons and sensors as a panel."""
