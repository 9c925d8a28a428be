"""The speech engines; ``converters.speech.voices`` finds them by name."""
