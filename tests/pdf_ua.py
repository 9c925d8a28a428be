"""What a validator of PDF/UA-1 says of a file."""

from __future__ import annotations

from pathlib import Path

import page
import pikepdf


def faults(path: Path) -> list[str]:
    """What the PDF/UA-1 validator finds. FONT-GLYPH-WIDTH-001 is a false alarm on CID-keyed CFF fonts only (veraPDF passes them)."""
    report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    with pikepdf.open(path) as pdf:
        compact = any(
            "/FontFile3" in item and item.FontFile3.get("/Subtype") == "/CIDFontType0C"
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        )
    found = [f"{failure.rule_id} {failure.message}" for failure in report.failures]
    return [fault for fault in found if not (compact and "FONT-GLYPH-WIDTH-001" in fault.split(" ")[0])]
