"""Registers the format for trials in this process by being imported: for processes that do nothing else."""

import converters.registry
from tests.service_converters import WHERE

converters.registry._CONVERTERS.update(WHERE)
