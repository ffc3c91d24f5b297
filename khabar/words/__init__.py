"""The word layer."""

from khabar.words.analysis import Words, analyse

__all__ = ["Words", "analyse"]
