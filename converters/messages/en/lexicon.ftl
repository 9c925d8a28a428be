option-lexicon-title = Corrections for this book
option-lexicon-description = A lexicon file: how Chinese words of this book are read and divided, and how other words are pronounced.
option-library-lexicon-title = Corrections of the library
option-library-lexicon-description = A lexicon file that holds for all books of a library; the corrections for this book go before it.
pronunciation-bad-line = Line { $line } of the lexicon cannot be understood: “{ $text }”. A pronunciation needs a word, a tab, and the word as it should be read; then, if wanted, a tab and a language such as en.
pronunciation-bad-entry = The pronunciation of “{ $word }” does not fit: it needs a word, and a respelling in letters.
