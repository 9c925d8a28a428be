"""Rules for characters whose reading follows from part of speech and neighbours."""

from converters.language.chinese.rules.tables import BY_TAG
from converters.language.chinese.rules.vote import RULES, rule_for

__all__ = ["BY_TAG", "RULES", "rule_for"]
