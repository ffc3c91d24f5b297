"""Who and where: mentions and actors."""

from khabar.names.finding import Names, find
from khabar.names.tagger import tag

__all__ = ["Names", "find", "tag"]
