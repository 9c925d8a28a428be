"""Conversions: asked for by ``service``, done by ``workflow`` inside a ``worker``, kept by ``publishing``, given out by ``provision``.

Nothing is handed on here: child processes import ``tasks`` and need neither a database nor a job engine.
"""
