# The analysis of Chinese text.
chinese-unreadable-characters = { $count ->
    [one] One character cannot be read ({ $characters }) and is shown as a substitute.
   *[other] { $count } characters cannot be read ({ $characters }) and are shown as substitutes.
}
chinese-stuck-pinyin = { $count ->
    [one] Pinyin in brackets that a conversion had left inside a word was taken out in one place.
   *[other] Pinyin in brackets that a conversion had left inside words was taken out in { $count } places.
}
chinese-characters-without-reading = { $count ->
    [one] No reading is known for one rare character: { $characters }. Please add it to the lexicon.
   *[other] No reading is known for { $count } rare characters: { $characters }. Please add them to the lexicon.
}
chinese-mixed-scripts = The text mixes traditional ({ $traditional }) and simplified ({ $simplified }) characters.
lexicon-bad-line = Line { $line } of the lexicon cannot be understood: “{ $text }”.
lexicon-bad-entry = The lexicon entry for “{ $word }” does not fit: it needs one reading a character, and parts that make up the word.
lexicon-unreadable = The lexicon “{ $path }” cannot be read; it must be plain text in UTF-8.
lexicon-too-large = The lexicon “{ $path }” is too large.
