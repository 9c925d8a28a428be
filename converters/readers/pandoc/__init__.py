"""DOCX, ODT and RTF: checked, given to pandoc in a locked-up child process, read as HTML."""

from converters.readers.pandoc.readers import DocxReader, OdtReader, RtfReader

__all__ = ["DocxReader", "OdtReader", "RtfReader"]
