"""Where articles come from: files, folders, archives, tables, feeds, addresses."""

from khabar.sources.article import Article, Failure
from khabar.sources.opening import open

__all__ = ["Article", "Failure", "open"]
