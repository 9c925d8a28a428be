# The command line.
error-line = Error: { $message }
bug = A mistake in this program stopped the work ({ $reason }). The details were written to { $file }; please send that file along when you report it.
stopped = Stopped. Nothing unfinished was left behind.
out-is-file = “{ $folder }” is a file. Please name a folder for the results.
out-not-ours = “{ $folder }” holds something that this program did not make, so it is not replaced. Please choose another folder.
flag-unknown = No format has an option { $flag } (chosen: { $chosen }). “accessible-reader convert --help-format NAME” explains a format’s options.
flag-of-other-format = { $flag } is an option of { $formats }, but the chosen formats are: { $chosen }.
usage-missing = { $name } is missing.
usage-no-such-option = There is no option { $option }.
usage-no-such-option-but = There is no option { $option }. Did you mean { $possible }?
usage-no-such-command = There is no command “{ $command }”. The commands are: { $known }.
usage-needs-value = The option { $option } needs a value.
usage-bad-value = The value of { $name } does not fit: { $reason }
usage-not-in-range = The value of { $name } must be a whole number from { $low } to { $high }.
usage-other = { $reason }
usage-hint = “accessible-reader --help” shows how the program is used.
progress-reading = Reading “{ $file }” …
progress-begin = { $format }: begins
progress-percent = { $format }: { $percent } per cent
progress-done = { $format }: ready
progress-failed = { $format }: failed
progress-ready-mark = ready
progress-failed-mark = failed
report-artifact =
    { $format }: { $path } ({ $files ->
        [one] one file
       *[other] { $files } files
    }, { $size })
report-note = Note: { $message }
explain-no-options = This format has no options.
explain-default = Default: { $value }.
explain-metavar-number = NUMBER
explain-metavar-decimal = NUMBER
explain-metavar-choice = CHOICE
explain-metavar-text = TEXT
explain-metavar-list = LIST
explain-metavar-file = FILE
explain-switch = On or off.
explain-choices = One of: { $choices }.
explain-list-of-choices = One or more of these, with commas between them: { $choices }.
explain-range = A number from { $low } to { $high }.
explain-at-least = A number, { $low } or more.
explain-at-most = A number, { $high } or less.
explain-number = A number.
explain-list = A list with commas between the items.
explain-text = Text.
explain-file = A text file in UTF-8.
explain-none = none
explain-on = on
explain-off = off
formats-output = Formats that can be made:
formats-default = (made when no format is named)
formats-hint = “accessible-reader convert --help-format NAME” explains a format’s options.
formats-input = Formats that can be read:
format-speech-text = Exactly what will be spoken, one text file a chapter.
format-audio-mp3 = A folder of numbered MP3 files, one a chapter, with a playlist.
format-audio-epub = One EPUB with text and voice in step, sentence by sentence, for Thorium and other readers.
format-audio-m4b = One audiobook file with chapters and cover.
format-audio-webpub = An audio book as a web publication, W3C’s and Readium’s: for reading apps and other libraries’ systems.
format-daisy-202 = A DAISY 2.02 talking book, text and sound, for the players in people’s hands; a folder for the player’s card.
format-daisy-3 = A DAISY 3 talking book, text and sound, for newer players and reading apps.
format-braille-brf = Braille as ASCII for embossers and displays (BRF), one file a volume.
format-braille-pef = Braille in the Portable Embosser Format (PEF 1.0).
format-braille-text = Braille as Unicode characters, for reading and proof-reading on a screen.
format-braille-ebraille = An eBraille package (.ebrl) for braille displays and reading software, with navigation; lines are broken by the display.
format-large-print-pdf = Large print for paper: tagged PDF/UA, in volumes light enough to hold.
format-large-print-epub = Large print for reading apps and e-readers.
format-large-print-docx = Large print for a word processor.
format-large-print-html = Large print for a web browser.
format-book-json = The book as this program understood it, for other programs.
voices-female = female
voices-male = male
voices-unknown = gender not stated
voices-count =
    { $count ->
        [one] One voice.
       *[other] { $count } voices.
    }
tables-grade = grade { $grade }
tables-untested = no tests known
tables-count =
    { $count ->
        [one] One table.
       *[other] { $count } tables.
    }
info-title = Title: { $title }
info-subtitle = Subtitle: { $value }
info-authors = By: { $value }
info-language = Language: { $value }
info-publisher = Publisher: { $value }
info-date = Date: { $value }
info-identifier = Identifier: { $value }
info-contents = Contents:
info-no-contents = (none)
info-more-contents =
    ({ $count ->
        [one] one more entry
       *[other] { $count } more entries
    })
info-counts = What is in it:
info-features = What helps readers:
info-missing = What is missing:
info-findings = Noticed while reading the file:
info-nothing-missing = Nothing is missing that this program looks for.
count-characters = characters
count-words = words
count-han-characters = Chinese characters
count-sentences = sentences
count-chapters = chapters
count-sections = sections
count-pages = printed pages
count-notes = notes
count-pictures = pictures
count-pictures-described = pictures with a description
count-tables = tables
count-formulas = formulas
count-lists = lists
count-poems = poems
cli-usage = Usage:
cli-commands = Commands
cli-arguments = Arguments
cli-options = Options
cli-options-metavar = [OPTIONS]
cli-command-metavar = COMMAND ...
cli-metavar-value = VALUE
cli-help-help = Show this help.
cli-root-help = Turns e-books into audio, braille and large print.
cli-root-version = Show the version.
cli-root-epilog = The language of the messages follows the system; ACCESSIBLE_READER_LANGUAGE=en, zh-CN or zh-TW overrules it. With a screen reader, ACCESSIBLE_READER_PLAIN=1 gives plain lines instead of progress bars.
cli-convert-help = Converts a book into one or more formats.
cli-convert-book = The book file: EPUB, text, HTML, Markdown, Word, ODT, RTF or FB2.
cli-convert-to = A format to make; may be given several times. Default: audio-mp3, braille-brf and large-print-pdf. “accessible-reader formats” lists all.
cli-convert-out = The folder for the results, one folder in it for each format. Default: out.
cli-convert-language = The language of the book, such as en, zh-Hans or zh-Hant, where the file does not say or is wrong.
cli-convert-encoding = The encoding of a text file, such as gb18030 or big5, where it is not found correctly.
cli-convert-title = The title, for a file that has none.
cli-convert-processes = How many processes work at the same time. Default: one for each processor core.
cli-convert-debug-dir = A folder for what each stage produced.
cli-convert-as-json = Print one report as JSON on standard output.
cli-convert-help-format = Explain the options of one format, and do nothing else.
cli-convert-epilog = Each format has options of its own, which are given the same way, for example: --cells 32
cli-info-help = Says what a book is, what is in it, and what is missing for people who do not see it.
cli-info-book = The book file.
cli-info-language = The language of the book, where the file does not say or is wrong.
cli-info-encoding = The encoding of a text file, where it is not found correctly.
cli-info-as-json = Print JSON.
cli-formats-help = Lists the formats that can be made and read.
cli-formats-as-json = Print JSON.
cli-voices-help = Lists the voices.
cli-voices-language = Only voices for this language, such as en or zh.
cli-voices-as-json = Print JSON.
cli-braille-tables-help = Lists the braille tables.
cli-braille-tables-language = Only tables for this language, such as en or zh.
cli-braille-tables-as-json = Print JSON.
cli-doctor-help = Checks that every part is there and works, and says what mends what is not.
cli-doctor-as-json = Print JSON.
doctor-works = Works: { $part } ({ $detail })
doctor-missing = Missing: { $part } ({ $detail })
doctor-broken = Does not work: { $part } ({ $detail })
doctor-missing-for-tests = Missing, only needed for tests: { $part } ({ $detail })
doctor-missing-for-online-voices = Missing, only needed where online voices are allowed: { $part } ({ $detail })
doctor-mend = To mend it: { $command }
doctor-well = Everything that is needed works.
doctor-ill =
    { $count ->
        [one] One part needs mending.
       *[other] { $count } parts need mending.
    }
doctor-limits = Limits that keep a bad file from doing harm:
doctor-part-python = Python
doctor-part-packages = Python packages
doctor-part-liblouis = liblouis, the braille engine
doctor-part-braille-tables = braille tables
doctor-part-voice-english = English voice
doctor-part-voice-chinese = Mandarin voice
doctor-part-voice-model = voice model
doctor-part-font = font
doctor-part-fonts = fonts
doctor-part-typst = Typst, for PDF
doctor-part-pandoc = pandoc, for Word and other documents
doctor-part-node = Node.js
doctor-part-rule-engine = speech-rule-engine, for formulas
doctor-part-encoder = LAME, for MP3
doctor-part-computer-voices = the computer’s own voices
doctor-part-pydub = pydub, which reads sound from outside
doctor-part-ffmpeg = ffmpeg, which reads what online voices send
doctor-part-disk = room on the disk
doctor-part-java = Java, for EPUBCheck
doctor-part-epubcheck = EPUBCheck
limit-name-file-bytes = Largest file
limit-name-archive-entries = Most files inside an archive
limit-name-archive-entry-bytes = Largest file inside an archive
limit-name-archive-total-bytes = Most that an archive may unpack to
limit-name-archive-ratio = Most times that a file inside an archive may grow
limit-name-document-bytes = Largest single document
limit-name-element-depth = Deepest nesting of elements
limit-name-contents-entries = Most entries in a table of contents
limit-name-contents-depth = Deepest table of contents
limit-name-image-pixels = Largest picture, in pixels
limit-name-read-seconds = Longest time to read a book
limit-name-read-memory-bytes = Most memory to read a book
limit-name-worker-memory-bytes = Most memory of one worker
