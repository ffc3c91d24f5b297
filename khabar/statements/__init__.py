"""Who said what."""

from khabar.statements.finding import Said, find

__all__ = ["Said", "find"]
