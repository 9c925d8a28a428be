"""The audit log: who saw or changed whose data, in a chain that shows every tampering."""

from accessible_reader.audit.chain import Broken, ChainEnd, chain_end, verify_chain
from accessible_reader.audit.log import PURPOSES, SYSTEM, Seen, record, seen_of

__all__ = [
    "PURPOSES",
    "SYSTEM",
    "Broken",
    "ChainEnd",
    "Seen",
    "chain_end",
    "record",
    "seen_of",
    "verify_chain",
]
