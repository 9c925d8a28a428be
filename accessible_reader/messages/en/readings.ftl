# The command “readings”: how Chinese text is read.
cli-readings-help = Prints how Chinese text from standard input is read: for each line, one pinyin syllable with tone digit for each Chinese character.
cli-readings-show-words = Print the words instead, with blanks between them.
cli-readings-review = Print the uncertain places as JSON instead, the most frequent question first.
cli-readings-mode = fast (words, dictionary, rules) or careful (also uses the language models; the default).
cli-readings-lexicon = A lexicon file of your own whose entries overrule the shipped ones.
cli-readings-variety = Whose standard: mainland (the default) or taiwan.
