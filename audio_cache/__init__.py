"""Speech clips, spoken once and kept: in a local folder or in S3, shared by all processes, bounded, never trusted unchecked."""

from audio_cache.cache import AudioCache, CacheStats
from audio_cache.eviction import Evicted
from audio_cache.key import clip_key
from audio_cache.opening import CacheSettingError, open_cache
from audio_cache.store import Trouble

__all__ = ["AudioCache", "CacheSettingError", "CacheStats", "Evicted", "Trouble", "clip_key", "open_cache"]
