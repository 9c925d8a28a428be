facts-between = {" · "}
of-title = {": "}{ $title }
of-format = {": "}{ $format }
acting-for = You are acting for { $name }
acting-end = Stop, and act for yourself
facet-format = Form
facet-format-digital = Digital (to hear and to read)
facet-format-braille = Braille
facet-format-large-print = Large print
facet-format-audio = Audio (ready)
facet-format-text = Text (ready)
facet-format-disc = Disc
facet-format-player = Player
facet-format-print = Printed book
facet-length = Length
facet-length-short = Less than 3 hours
facet-length-medium = 3 to 10 hours
facet-length-long = 10 hours or more
facet-subject = Subject
facet-language = Language
facet-branch = Branch
search-title = Find books
search-found-title = Find books: { $words }
search-chosen = Chosen
search-drop = Drop “{ $what }”
search-all = All titles
search-nothing = Nothing found
search-nothing-next = Try another word, or fewer words. Pinyin and both kinds of Chinese characters will do.
search-nothing-call = For books we do not have, ask us: { $phone }
search-count = { $count ->
    [one] { $count } title found
   *[other] { $count } titles found
}
search-more-than = More than { $count } titles found: please add a word
search-pages = Pages
search-first-page = First page
search-next-page = Next page
search-narrower = Narrow it down
search-choice = { $what } ({ $count ->
    [one] { $count } title
   *[other] { $count } titles
})
browse-title = Look around
new-title = New titles
book-title = { $title }
book-role-aut = Author
book-role-trl = Translator
book-role-nrt = Read by
book-role-edt = Editor
book-role-ill = Illustrator
book-series = Series
book-listening = To listen to
book-print-pages = In print
book-pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
book-volumes = { $count ->
    [one] { $count } volume
   *[other] { $count } volumes
}
book-publisher = Published
book-restricted = By law, this book is only for people who cannot read print.
book-not-eligible = This is not yet written down for you. Call { $phone } and we will see to it.
book-now = Now
book-borrow = Borrow
book-sign-in = Sign in to borrow
book-wish = Put on my wish list
book-unwish = Take off my wish list
book-about = What it is about
book-ready = Ready to take away
sense-hear = To hear
sense-feel = To feel
sense-see = To see
take-audio-mp3 = MP3 by chapter
take-audio-mp3-for = For any player: MP3 files, numbered by chapter.
take-daisy-202 = DAISY 2.02
take-daisy-202-for = For DAISY players: jumps by chapter, section and page.
take-daisy-3 = DAISY 3
take-daisy-3-for = For players and programs that show text in step with the voice.
take-audio-m4b = Audiobook M4B
take-audio-m4b-for = For telephones and computers: one file with chapters.
take-audio-epub = EPUB with audio
take-audio-epub-for = For reading apps: text in step with the voice.
take-braille-brf = Braille BRF
take-braille-brf-for = For braille displays and embossers.
take-braille-ebraille = eBraille
take-braille-ebraille-for = For newer braille displays: jumps by chapter, lines as wide as the device.
take-braille-pef = Braille PEF
take-braille-pef-for = For embossers, both sides, in volumes.
take-large-print-pdf = Large print PDF
take-large-print-pdf-for = To be printed on paper.
take-large-print-epub = Large print EPUB
take-large-print-epub-for = For telephones, tablets and e-readers; can be made larger still.
take-large-print-docx = Large print Word file
take-large-print-docx-for = For a word processor, where it can be laid out anew.
take-large-print-html = Large print web page
take-large-print-html-for = For a browser.
book-take = Download
book-making = Being made
book-make = Made for you
book-make-text = Made as your reading preferences say. You can leave the page; when it is ready, it can be downloaded here.
book-make-choice = { $format } ({ $time })
book-make-button = Start making it
book-holdings = On the shelves
book-holding = { $branch }: { $kind }, { $count ->
    [one] { $count } item
   *[other] { $count } items
}.
book-shelf-mark = Shelf { $mark }.
book-available = Can be borrowed.
book-away = Lent.
book-hold = Reserve a copy
book-hold-button = Reserve
book-features = Accessibility features
book-missing = What is missing
ask-format = Which one
ask-kind = Form
ask-pickup = Where to fetch it
making-title = Making “{ $title }”: { $format }
making-text = This page brings itself up to date and leaves you where you are. You can also leave and come back later.
making-again = See how far it is now
making-back = Back to the book
making-progress = Progress
making-queued = Waiting its turn, ready in { $time }.
making-running = { $percent } done, { $time } left.
making-done = It is ready to be downloaded.
making-cancelled = This was cancelled.
making-failed = It could not be made: { $reason } The library knows and will see to it.
download-over = This download address is no longer valid. Go back to the book and press “Download” again.
shelf-title = My books
shelf-loans = Borrowed ({ $count })
shelf-no-loans = You have no books just now.
shelf-holds = Reserved
shelf-wishes = Wish list
shelf-no-wishes = Nothing on your wish list yet. Press “Put on my wish list” on the page of a book.
loan-due = due { $day }
loan-late = overdue: it was due { $day }
loan-on-the-way = on its way to you; the time begins when it arrives
loan-renew = Renew
loan-return = Return
hold-told-waiting = { $kind }: waiting, { $before ->
    [0] you are next
    [one] { $before } person is before you
   *[other] { $before } people are before you
}. To be fetched at { $branch }. { $day }
hold-told-paused = { $kind }: paused, you keep your place. To be fetched at { $branch }. { $day }{ $before ->
   *[other] {""}
}
hold-told-in-transit = { $kind }: on its way to { $branch }. { $day }{ $before ->
   *[other] {""}
}
hold-told-ready = { $kind }: ready at { $branch }, please fetch it by { $day }.{ $before ->
   *[other] {""}
}
hold-pause = Pause
hold-resume = Go on waiting
hold-cancel = Cancel
said-borrowed = You have borrowed “{ $title }”
said-wished = It is on your wish list
said-unwished = It is off your wish list
said-held = “{ $title }” is reserved
said-renewed = Renewed, now due { $day }
said-not-renewed = Not renewed: { $reason }
said-returned = Returned
said-hold-cancelled = The reservation is cancelled
said-hold-paused = The reservation is paused
said-hold-resumed = You are waiting again
home-go-on = Go on reading
home-more = My books ({ $count } more)
home-ready = Ready to be fetched
home-all-new = All new titles
browse-lists = Lists by our librarians
list-title = List: { $name }
titles-here = Titles
facet-ready = Formats that are ready
