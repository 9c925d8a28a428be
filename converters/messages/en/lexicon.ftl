option-lexicon-title = Corrections for this book
option-lexicon-description = A lexicon file: how Chinese words of this book are read and divided.
option-library-lexicon-title = Corrections of the library
option-library-lexicon-description = A lexicon file that holds for all books of a library; the corrections for this book go before it.
