"""One pupil's board behind plain JSON messages, whatever carries them: a worker in a browser, a pipe, a test."""
