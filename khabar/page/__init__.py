"""One self-contained HTML page that shows records on their text."""

from khabar.page.rendering import render

__all__ = ["render"]
