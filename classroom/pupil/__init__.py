"""The pupil's page: a static site in each language, which a class's laptop serves and any other web server can."""
