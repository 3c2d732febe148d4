"""The releases on a board: a new one beside the old, a link that is switched, a trial, and the way back.

A release is whole or not there (`install.sh` of a bundle renames it into place). `confirm.py` knows the files and
settles what a power cut left; `update.py` is the way of a new release; `health.py` says whether it has proven itself.
"""
