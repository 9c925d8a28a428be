# What is in a book, and what is missing: `info`.
feature-contents =
    A table of contents with { $count ->
        [one] one entry
       *[other] { $count } entries
    }.
feature-headings =
    { $count ->
        [one] One heading
       *[other] { $count } headings
    } to jump between.
feature-pages =
    The page numbers of the printed book: { $count ->
        [one] one page
       *[other] { $count } pages
    }.
feature-notes =
    { $count ->
        [one] One note reference is
       *[other] { $count } note references are
    } linked to the notes.
feature-alternatives =
    { $count ->
        [one] One picture has
       *[other] { $count } pictures have
    } a description.
feature-table-headers =
    { $count ->
        [one] One table has
       *[other] { $count } tables have
    } marked header cells.
feature-formulas =
    { $count ->
        [one] One formula is
       *[other] { $count } formulas are
    } text, not pictures.
feature-ruby =
    { $count ->
        [one] One reading is
       *[other] { $count } readings are
    } given beside hard characters.
feature-languages = The languages of its parts are marked: { $languages }.
missing-alternatives =
    { $count ->
        [one] One picture has
       *[other] { $count } pictures have
    } no description. Readers will be told that a picture is there, but not what it shows.
missing-contents = There is no table of contents.
missing-headings = There are no headings, so readers cannot jump from chapter to chapter.
missing-pages = There are no printed page numbers, so a class or reading circle cannot name a page.
missing-page-source = The file does not say which printed edition its page numbers belong to.
missing-table-headers =
    { $count ->
        [one] One table does
       *[other] { $count } tables do
    } not mark header cells, so its cells are hard to tell apart by ear.
missing-formula-alternatives =
    { $count ->
        [one] One formula has
       *[other] { $count } formulas have
    } no wording by the author; the program words it itself.
missing-authors = No author is named.
