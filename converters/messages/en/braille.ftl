# Braille.
braille-liblouis-missing = The braille engine liblouis is not installed ({ $reason }). Install the Debian packages liblouis20, liblouis-data and python3-louis.
braille-table-broken = The braille table “{ $table }” cannot be loaded. Install the Debian package liblouis-data anew.
braille-unknown-table = There is no braille table called “{ $table }”. There are: { $known }.
braille-language-without-table = There is no braille table for the language of this book ({ $language }). If the language is wrong, name the right one with --language.
braille-language-left = { $count ->
    [one] A piece of text in a language or script
   *[other] { $count } pieces of text in a language or script
 } without a braille table ({ $language }): characters it does not know stand as ⠿⠿.
braille-unknown-character = The character { $character } ({ $name }) has no braille in { $table }. It stands as ⠿⠿ or without its accent, { $count ->
    [one] once
   *[other] { $count } times
 }.
braille-picture-without-alternative = A picture has no description. A transcriber's note says so at its place.
braille-formula-linear = The formula “{ $formula }” has no words to read. It is written as its signs one after another: check it.
braille-emphasis-left-out = Crossed-out text is written like other text: braille has no usual sign for it ({ $kind }).
option-cells-title = Cells in a line
option-cells-description = Width of the page or display in braille cells; empty: what the layout rules say (bana 40, ukaaf 38, china 30, china-32 32).
option-lines-title = Lines on a page
option-lines-description = Height of the page in lines of braille; empty: what the layout rules say (25, and one for the page number in china and china-32).
option-grade-title = Grade
option-grade-description = 1 is uncontracted braille, 2 is contracted braille, for languages that have both.
option-table-title = Braille code
option-table-description = A braille table by name, as listed by `braille-tables`, for the main language of the book; empty: the best one for the language and grade.
option-profile-title = Layout rules
option-profile-description = Whose rules for headings, lists, notes and page numbers are followed: bana is the Braille Authority of North America, ukaaf British practice, china GB/T 44725-2024; auto is china for mainland Chinese braille and bana for all other.
option-running-head-title = Running head
option-running-head-description = The title of the book at the top of each page, in layout rules that have one (bana, ukaaf).
option-page-numbers-title = Braille page numbers
option-page-numbers-description = The number of the braille page, where the layout rules put it.
option-print-pages-title = Print page numbers
option-print-pages-description = Where a page of the printed book begins, for reading along with others; only if the book says so.
option-volume-pages-title = Pages in a volume
option-volume-pages-description = About how many braille pages are bound together; volumes begin with a chapter where possible.
option-contents-depth-title = Depth of the contents
option-contents-depth-description = How many levels of headings the contents list; 0 leaves the contents out.
option-hyphenate-title = Divide words
option-hyphenate-description = Divide words at the end of a line by the hyphenation rules of the language, to save paper.
option-duplex-title = Both sides of the paper
option-duplex-description = Embossed on both sides of the paper; Chinese rules then number only right-hand pages.
braille-formula-in-words = The formula “{ $formula }” is written in the words that the book gives for it, not in a braille code for mathematics.
braille-readings-uncertain = { $count ->
        [one] One reading of a Chinese character is uncertain.
       *[other] { $count } readings of Chinese characters are uncertain.
    } { $file } lists them, the most frequent question first ({ $questions } in all).
option-maths-title = Formulas
option-maths-description = nemeth writes formulas in Nemeth code between its indicators, linear in words; auto is nemeth in English books and linear in all other.
option-alignment-title = Ink and braille side by side
option-alignment-description = Keep a file that says which characters became which cells, for proof-reading; auto keeps it for Chinese, where readings are proof-read.
