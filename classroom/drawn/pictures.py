"""The picture by which a pupil is known beside a nickname: twelve drawings of classroom/static/pictures.svg."""

from __future__ import annotations

from devices import Message

PICTURES = {
    "buffalo": Message("picture.buffalo", "Buffalo"),
    "dog": Message("picture.dog", "Dog"),
    "cat": Message("picture.cat", "Cat"),
    "pig": Message("picture.pig", "Pig"),
    "hen": Message("picture.hen", "Hen"),
    "duck": Message("picture.duck", "Duck"),
    "fish": Message("picture.fish", "Fish"),
    "frog": Message("picture.frog", "Frog"),
    "banana": Message("picture.banana", "Banana"),
    "corn": Message("picture.corn", "Corn"),
    "plum": Message("picture.plum", "Plum"),
    "pumpkin": Message("picture.pumpkin", "Pumpkin"),
}
