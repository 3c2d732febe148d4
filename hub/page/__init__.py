"""The club's page: `serving_club` serves it, `News.changed(node)` announces a change."""

from hub.page.app import club_app, serving_club
from hub.page.news import News

__all__ = ["News", "club_app", "serving_club"]
