"""Benchmarks: ours beside the bare engines. See `docs/benchmarks.md`."""
