"""The imprint of a single copy: 阅读障碍者专用, the library, an opaque copy id. In front matter and metadata, never inside the text, never a name."""

from accessible_reader.conversions.imprint.stamp import FORMATS, stamp
from accessible_reader.conversions.imprint.words import Imprint

__all__ = ["FORMATS", "Imprint", "stamp"]
