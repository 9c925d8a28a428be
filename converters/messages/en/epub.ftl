# Reading EPUB, archives, markup and pictures.
archive-damaged = “{ $file }” is damaged: no readable file was found in it. Please get a new copy.
archive-too-large = “{ $file }” inside the book is larger than what is read ({ $mebibytes } MiB), or the whole book is.
archive-bomb = “{ $file }” inside the book would unpack to far more than any book needs. The file may have been made to do harm and was refused.
archive-overlap = Files inside the book overlap (at “{ $file }”). The file may have been made to do harm and was refused.
archive-too-many = The book holds { $count } files; at most { $most } are read.
archive-password = The book is locked with a password. Please ask whoever gave it to you for an open copy.
archive-entry-refused = “{ $file }” inside the book points out of it and was left out.
archive-entry-damaged = “{ $file }” inside the book is damaged; what could be read of it was kept.
archive-recovered = The list of files in the book is lost; { $count ->
    [one] one file was
   *[other] { $count } files were
} found without it. Something may be missing at the end.
epub-not-zip = “{ $file }” is called an EPUB, but it is not one: the download may have failed. Please get a new copy.
epub-without-package = “{ $file }” has no package document, the part that says what belongs to the book. Please get a new copy.
epub-without-text = No chapter of “{ $file }” is there to be read. Please get a new copy.
epub-container-mended = The book does not say where its package is; “{ $file }” was used.
epub-spine-mended = The book does not say in which order it is read; its documents were taken in the order of their list.
epub-drm-lcp = “{ $file }” is locked with Readium LCP. A library or bookseller can give you an open copy for a reader who cannot read print; we do not break locks.
epub-drm-adobe = “{ $file }” is locked with Adobe DRM. A library or bookseller can give you an open copy for a reader who cannot read print; we do not break locks.
epub-drm-apple = “{ $file }” is locked with Apple FairPlay. A library or bookseller can give you an open copy for a reader who cannot read print; we do not break locks.
epub-drm-unknown = The text of “{ $file }” is encrypted. A library or bookseller can give you an open copy for a reader who cannot read print; we do not break locks.
epub-parts-locked = { $count ->
    [one] One file inside the book is
   *[other] { $count } files inside the book are
} encrypted and could not be used; the text is not.
epub-document-missing = The book names “{ $file }”, but it is not there.
epub-document-remote = The book names a document on the web (“{ $file }”); nothing is fetched from the web.
epub-document-empty = There is nothing to read in “{ $file }”.
epub-document-added = “{ $file }” is missing from the reading order but is linked to; it was added at the end.
epub-recorded-narration = The book has recorded narration (about { $minutes } minutes); the recordings are not used.
contents-missing = The book has no usable table of contents; its headings were used.
contents-too-large = The table of contents is too large or too deep; it was made flatter, and { $count } entries were left out.
encoding-guessed = The text was read as { $encoding }, because what the file says about its characters is wrong or missing.
encoding-damaged = { $count ->
    [one] One character
   *[other] { $count } characters
} could not be read (as { $encoding }) and became “�”.
document-repaired = This document has errors in its markup; it was mended and read.
nesting-flattened = This document is nested too deeply; it was made flatter. No text was left out.
text-hidden = { $count ->
    [one] One passage that the book hides from sight was
   *[other] { $count } passages that the book hides from sight were
} not read.
media-left-out = The book has { $kind ->
    [audio] a recording
    [video] a film
   *[other] something interactive
} here, which was left out.
language-differs = The book says that its language is “{ $declared }”, but its text is in “{ $found }”, which was used.
picture-missing = The picture “{ $picture }” is not there.
picture-broken = The picture “{ $picture }” is damaged or of an unknown kind and was left out; its alternative text is kept.
picture-too-large = The picture “{ $picture }” has too many pixels and was left out; its alternative text is kept.
picture-elsewhere = The picture “{ $picture }” lies on the internet. It was not fetched; its alternative text is kept.
