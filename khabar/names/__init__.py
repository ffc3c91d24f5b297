"""Who and where: mentions and actors."""

from khabar.names.finding import Names, find

__all__ = ["Names", "find"]
