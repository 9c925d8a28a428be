## The store of spoken clips (audio_cache)

audio-cache-full = The place for spoken sentences is full ({ $reason }). They were spoken all the same, but not kept; the next conversion of this book takes as long again.
audio-cache-denied = Spoken sentences may not be read or kept where they are to be stored ({ $reason }). Permissions or credentials are missing.
audio-cache-unreachable = The store of spoken sentences cannot be reached ({ $reason }). Sentences are spoken anew and not kept.
audio-cache-bad-url = “{ $url }” is no place for spoken sentences. It may be a folder, file:///folder, s3://bucket/prefix, or off.
audio-cache-bad-bound = { $name } is “{ $value }”, which is no sensible bound. Sizes are written like 500M or 20G, ages in days.
