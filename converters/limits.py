"""Limits on memory, time, size and depth, all in one place; ``doctor`` prints :data:`LIMITS`."""

from __future__ import annotations

import resource
from dataclasses import dataclass
from typing import Final

MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits in one place; bytes, seconds or counts as the name says."""

    file_bytes: int = 2048 * MIB
    archive_entries: int = 65_000
    archive_entry_bytes: int = 512 * MIB
    archive_total_bytes: int = 2048 * MIB
    archive_ratio: int = 400
    """Most times an entry may grow when inflated, once it is larger than a document may be (repetitive text packs well: it is no bomb)."""
    document_bytes: int = 128 * MIB
    """Largest single text document."""
    element_depth: int = 2_000
    """Deeper elements are flattened, with a finding; their text is kept."""
    contents_entries: int = 50_000
    contents_depth: int = 40
    image_pixels: int = 100_000_000
    read_seconds: float = 300.0
    read_memory_bytes: int = 3072 * MIB
    worker_memory_bytes: int = 4096 * MIB


LIMITS: Final = Limits()


def limit_memory(limit_bytes: int) -> None:
    """Cap this process's address space; over it, allocations fail with MemoryError."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        limit_bytes = min(limit_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit_bytes, hard))
