"""The word layer."""

from khabar.words.analysis import Words, analyse
from khabar.words.model import Known

__all__ = ["Known", "Words", "analyse"]
