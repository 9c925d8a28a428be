"""Starts Orca as ``/usr/bin/orca`` does, but lets another Orca of this user be: whoever runs the tests may be listening to theirs. For the system's Python, which has Orca's modules."""

from __future__ import annotations

import sys

from orca import orca

manager = orca.getSettingsManager()
manager.activate(None, {})
sys.path.insert(0, manager.getPrefsDir())  # where the user's customizations are
sys.exit(orca.main())
