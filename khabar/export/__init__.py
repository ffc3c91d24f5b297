"""Records in the formats of other tools, streamed."""

from khabar.export.formats import FORMATS, export, export_file

__all__ = ["FORMATS", "export", "export_file"]
