nav-staff = Staff
staff-title = Work at the library
staff-today = Today
staff-group-catalogue = Books and conversions
staff-find = Correct a title
staff-find-text = Find the book first; its page has the link “Correct this title (staff)”.
staff-today-intake-refused = { $count ->
    [one] { $count } file was
   *[other] { $count } files were
} refused: see why
staff-today-intake-failed = The intake of { $count ->
    [one] { $count } file
   *[other] { $count } files
} failed: try again
staff-today-intake-reading = { $count ->
    [one] { $count } file is
   *[other] { $count } files are
} being read
staff-today-intake-waiting = { $count ->
    [one] { $count } file waits
   *[other] { $count } files wait
} to be read
staff-today-failed = { $count ->
    [one] { $count } conversion has
   *[other] { $count } conversions have
} failed
staff-today-running = { $count ->
    [one] { $count } conversion is
   *[other] { $count } conversions are
} being made
staff-today-queued = { $count ->
    [one] { $count } conversion waits
   *[other] { $count } conversions wait
} in the queue
staff-all = All
staff-none = There is nothing here.
staff-filters = Filter
staff-filter-button = Show
staff-look-again = See how it is now
staff-save = Save
staff-correct = Correct the title
staff-book-page = The page that readers see
staff-book-edit = Correct this title (staff)
staff-intake-new-title = Add a book from a file
staff-intake-new-text = EPUB, Word (DOCX), ODT, RTF, FB2, HTML, Markdown and plain text, up to { $most }. Files with a password or copy protection (DRM) cannot be read. The file is checked and read first; then you are told what is in it.
staff-intake-send = Upload
staff-intakes-title = Uploaded files
staff-intakes-here = Files
staff-intake-title = Uploaded file: { $file }
staff-intake-text = This page brings itself up to date and leaves you where you are. You can also leave; the file is then found under “Uploaded files”.
staff-intake-report = Read the report
staff-intake-cancel = Cancel: do not take this file in
staff-intake-ask = Is it the same work?
staff-intake-ask-text = We have this already: { $title }. Please say whether the file is another edition of it, or another work.
staff-intake-ask-look = Look at the one we have
staff-intake-same = The same work: add it as another edition
staff-intake-other = Another work: add it as a new title
staff-intake-another = Upload another file
staff-intake-retry = Try again
staff-intake-file = About the file
intake-told-waiting = The file has arrived and waits to be read.
intake-told-reading = The file is being checked and read.
intake-told-done = It is in the catalogue.
intake-told-refused = This file was not taken in: { $reason }
intake-told-failed = The work on this file did not succeed: { $reason }
intake-told-cancelled = Cancelled: it did not come into the catalogue.
staff-found = What was found
staff-found-title = Title
staff-found-nobody = not named
staff-found-identifier = ISBN or identifier
staff-count-chapters = Chapters
staff-count-pages = Print page numbers
staff-count-notes = Notes
staff-count-tables = Tables
staff-count-formulas = Formulas
staff-count-pictures = Pictures
staff-pictures = { $described } with a description, { $without } without
staff-pictures-none = none
staff-noticed = What was noticed
staff-noticed-nothing = Nothing was noticed.
staff-convert = Have it made
staff-convert-button = Start the conversion
staff-conversions-title = Conversions
staff-conversions-here = Conversions found
staff-conversion-title = “{ $title }”: { $format }
staff-conversion-facts = Details
staff-conversion-report = Read the quality report
staff-state-queued = Waiting
staff-state-running = Being made
staff-state-done = Done
staff-state-failed = Failed
staff-state-cancelled = Cancelled
staff-told-running = Being made: { $percent } done
staff-told-done = Done.
staff-told-failed = It could not be made: { $reason }
staff-asked = asked for { $moment }
staff-asked-at = Asked for
staff-ended-at = Ended
staff-took = Took
staff-attempts = Attempts
staff-size = Size
staff-length = Playing time
staff-volumes = Volumes
staff-pages = Pages
staff-voice = Voice
staff-software = Made by
staff-line-soon = goes first
staff-line-later = can wait
staff-retry = Try again
staff-cancel = Cancel
staff-to-edition = This edition
staff-other-branch = This belongs to another branch, whose staff may stop it or try it again.
staff-quality = Quality report
staff-check-passed = Passed: { $what }
staff-check-failed = Not passed: { $what }
check-files = all files are there, and none is empty
check-places = the place of each sentence is known
check-audio-lengths = the sound opens and is as long as its text
check-archive = the archive is whole and can be read
check-xml = the markup is well-formed
check-braille-cells = braille lines and pages are of the right size
check-pef = the PEF file is built as it should be
check-pdf = the PDF opens, has pages, and is tagged
staff-warnings = Warnings
staff-priority-change = Change its place in the queue
staff-priority-button = Change
staff-edit-title = Correct the title: { $title }
staff-editions = Editions
staff-edition-title = An edition of “{ $title }”
staff-edition-file = with a file
staff-edition-no-file = without a file: only on shelves
staff-edition-withdrawn = withdrawn
staff-edition-withdrawn-text = This edition is withdrawn and readers do not see it. Uploading the same file again brings it back.
staff-made = Conversions of it
staff-made-line = { $format }: { $state }
staff-rights = Rights
staff-rights-save = Save the rights
rights-public-domain = Public domain: for everybody
rights-licensed = Licensed: for the readers of this library
rights-print-disabled-only = Only for people who cannot read print (copyright exception)
staff-copies = Copies
staff-copies-none = There are no copies of this edition.
staff-copies-add = Add copies
staff-copies-button = Add
staff-copy = Barcode { $barcode }: { $state }
copy-state-available = on the shelf
copy-state-lent = lent
copy-state-on-hold-shelf = on the hold shelf
copy-state-in-transit = on its way between branches
copy-state-packed = packed
copy-state-in-repair = in repair
copy-state-lost = lost
copy-state-withdrawn = withdrawn
copy-make-available = Put back on the shelf
copy-make-in-repair = Send to repair
copy-make-lost = Note as lost
copy-make-withdrawn = Withdraw
staff-withdraw = Withdraw this edition
staff-withdraw-text = Readers will no longer see it; loans and the ledger keep what they have.
staff-withdraw-button = Withdraw
staff-lists-of = Lists it is in
staff-lists-save = Save the lists
staff-lists-title = Lists for readers
staff-list-title = List: { $name }
staff-list-shown = Readers see it
staff-list-hidden = Readers do not see it yet
staff-list-new = A new list
staff-list-make = Make the list
staff-list-about = About this list
staff-list-empty = The list is empty. Titles are added on their page “Correct the title”.
staff-list-first = Move to the top
staff-list-take-out = Take out of the list
staff-list-remove = Remove the list
staff-list-remove-text = Its titles stay in the catalogue.
staff-list-remove-button = Remove
ask-list-sure = Yes, remove this list
list-sure-needed = Tick “Yes, remove this list” first.
ask-edition-sure = Yes, withdraw this edition
edition-sure-needed = Tick “Yes, withdraw this edition” first.
list-of-all-branches = The whole library
ask-intake-file = File
ask-intake-state = State
ask-rights = Rights
ask-rights-basis = Where the right comes from
ask-rights-basis-hint = A contract, a law, or the year in which the author died.
ask-staff-branch = Branch
ask-staff-conversion-state = State
ask-staff-format = Format
ask-staff-batch = It can wait: after everything else
ask-staff-priority = Priority
ask-staff-priority-soon = First: a reader waits
ask-staff-priority-usual = Usual
ask-staff-priority-later = It can wait: after everything else
ask-title-name = Title
ask-title-authors = Authors
ask-title-authors-hint = Several with semicolons between them, the first author first.
ask-title-translators = Translators
ask-title-narrators = Read by
ask-title-editors = Editors
ask-title-illustrators = Illustrators
ask-title-language = Language code
ask-title-language-hint = For example zh-Hans (simplified Chinese), zh-Hant (traditional Chinese), en (English).
ask-title-series = Series
ask-title-series-position = Number in the series
ask-title-subjects = Subjects
ask-title-subjects-hint = One on each line.
ask-title-summary = Description
ask-title-lists = Lists
ask-copy-kind = Form
ask-copy-barcodes = Barcodes
ask-copy-barcodes-hint = One on each line. Several are the volumes of one set, in their order, and are lent together.
ask-copy-shelf-mark = Shelf mark
ask-list-name = Name
ask-list-about = What it is about
ask-list-branch = Whose it is
ask-list-shown = Readers see it
said-intake-begun = “{ $file }” has arrived
said-intake-again = The file is being taken up again
said-intake-cancelled = It is cancelled
said-intake-done = It is in the catalogue already and cannot be cancelled
said-intake-refused = It had been refused already
said-intake-failed = Its intake had failed already
said-format-missing = Choose a format
said-conversion-begun = The conversion has begun
said-conversion-there = It has been made already
said-conversion-again = The conversion has begun again
said-conversion-cancelled = The conversion is cancelled
said-conversion-ended = The conversion has ended already and cannot be cancelled
said-conversion-moved = Its place in the queue was changed
said-title-saved = “{ $title }” is saved
said-lists-saved = The lists are saved
said-rights-saved = The rights are saved
said-copies-added = { $count ->
    [one] { $count } copy was
   *[other] { $count } copies were
} added
said-copy-state = Barcode { $barcode } is now: { $state }
said-copy-not-now = Nothing was changed: { $reason }
said-edition-withdrawn = The edition is withdrawn
said-list-made = The list is made
said-list-saved = The list is saved
said-list-removed = The list is removed
ask-file-missing = Choose the file to upload.
ask-file-string-too-short = Choose the file to upload.
