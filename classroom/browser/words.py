"""What a page says of the board in the browser: its start, and its troubles."""

from __future__ import annotations

from devices import Message

LOADING = Message("browser.loading", "The board is being loaded: {percent} %")
STARTING = Message("browser.starting", "The board is starting ...")
OLD = Message(
    "browser.old", "This browser is too old for a board of its own. Use a newer one, or ask for a seat on the laptop."
)
MEMORY = Message(
    "browser.memory", "This phone has too little memory for a board. Close other apps, or ask for a seat on the laptop."
)
SLOW = Message("browser.slow", "This takes long on a slow phone. Please wait.")
ENDLESS = Message(
    "browser.endless",
    "Your last change never ended: a loop in it has no end. The board began again without it. Your text is safe.",
)
STOPPED = Message("browser.stopped", "The program did not stop by itself, so the board was made anew.")
LOST = Message("browser.lost", "The board was lost. Load the page again; your work is kept.")
LAPTOP_FULL = Message("browser.laptop_full", "All boards on the laptop are taken. Ask your teacher.")
LAPTOP_AGAIN = Message("browser.laptop_again", "The board on the laptop was lost and began again as shipped.")

FOR_SCRIPT = (LOADING, STARTING, OLD, MEMORY, SLOW, ENDLESS, STOPPED, LOST, LAPTOP_FULL, LAPTOP_AGAIN)
