"""Converters: a file in, a file out. Knows no database, no web, no job engine."""

import os as _os

# onnxruntime 1.31 tells its makers about every model it loads, and writes an identifier of this computer into the home folder, unless this is set
# before its first import. What people read here is nobody else's business: so it is set before anything of ours runs, in every process.
_os.environ["ORT_DISABLE_TELEMETRY"] = "1"
