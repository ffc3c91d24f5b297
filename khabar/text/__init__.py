"""Characters, words, sentences, paragraphs and quotations of one article."""

from khabar.text.fold import fold
from khabar.text.quotes import Quote
from khabar.text.text import Text, read_text

__all__ = ["Quote", "Text", "fold", "read_text"]
