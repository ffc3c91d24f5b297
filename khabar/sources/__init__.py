"""Where articles come from: files, folders, archives, tables, feeds, addresses."""

from khabar.sources.article import Article, Failure
from khabar.sources.opening import open, read_stream

__all__ = ["Article", "Failure", "open", "read_stream"]
