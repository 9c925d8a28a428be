## The store of spoken clips: commands cache and doctor

cli-cache-help = Shows the store of spoken sentences, holds its bounds, or empties it.
cli-cache-action = stats shows it (if nothing is said); evict removes what is too old or too much; clear removes everything.
cli-cache-as-json = Print JSON.
cache-off = Spoken sentences are not kept: the store is off.
cache-busy = Somebody else is tidying just now; nothing was done.
cache-place = Spoken sentences are kept in: { $place }
cache-entries =
    { $count ->
        [one] One sentence, { $size }
       *[other] { $count } sentences, { $size }
    }
cache-uses = Least recently used: { $oldest }; last used: { $newest }
cache-hits = Since { $since }: found { $hits }, not found { $misses }; { $percent } % did not have to be spoken again
cache-losses = Damaged and removed: { $damaged }; could not be stored: { $dropped }; removed to make room: { $evicted }
cache-bounds = At most { $size }, and { $days } days after the last use
cache-removed =
    { $count ->
        [one] One sentence removed, { $size }.
       *[other] { $count } sentences removed, { $size }.
    }
cache-left =
    { $count ->
        [one] One sentence is left, { $size }.
       *[other] { $count } sentences are left, { $size }.
    }
doctor-part-audio-cache = store of spoken sentences
