"""Whether every part is there and works, and which command mends what does not."""

from accessible_reader.doctor.check import Check, State
from accessible_reader.doctor.parts import examine

__all__ = ["Check", "State", "examine"]
