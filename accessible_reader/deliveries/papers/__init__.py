"""Labels, address cards and route sheets, to be printed and embossed."""
