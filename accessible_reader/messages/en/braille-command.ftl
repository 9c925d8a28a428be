# The command “braille”: text on standard input as braille.
cli-braille-help = Prints the text on standard input as Unicode braille, a line of cells for each line of text.
cli-braille-scheme = The braille code: national-common (国家通用盲文, the default for mainland Chinese), current (现行盲文, all tones), two-cell (汉语双拼盲文), taiwan (bopomofo), hong-kong (Cantonese; no tests known) or ueb. All but national-common are written by liblouis. Without it, the language decides.
cli-braille-grade = 1 is uncontracted braille, 2 is contracted, for languages that have both.
cli-braille-language = Language of the text as a BCP 47 tag, for example zh-CN; otherwise it is found from the text.
cli-braille-lexicon = A lexicon file of your own for readings and joining of Chinese words (national-common only).
cli-braille-careful = Find Chinese readings with language models as well; slower (national-common only).
braille-unknown-scheme = There is no braille scheme “{ $scheme }”. Known: { $known }.
