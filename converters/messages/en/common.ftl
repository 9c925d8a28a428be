# Errors and findings that belong to no single format.
file-not-found = There is no file called “{ $file }”.
file-is-folder = “{ $file }” is a folder. Please name a book file.
file-unreadable = “{ $file }” cannot be opened: { $reason }.
file-empty = “{ $file }” is empty.
file-not-text = “{ $file }” is not plain text in UTF-8.
unsupported-format = “{ $file }” is not a kind of book file that can be read here. EPUB, text, HTML, Markdown, Word, ODT, RTF and FB2 can.
book-without-text = There is nothing to read in “{ $file }”.
limit-file-size = The file is larger than { $mebibytes } MiB, the most that is read.
limit-time = Reading took longer than { $seconds } seconds and was stopped.
limit-memory = Reading needed more than { $mebibytes } MiB of memory and was stopped.
limit-part-time = “{ $part }” took longer than { $seconds } seconds and was stopped.
limit-part-memory = “{ $part }” needed more than { $mebibytes } MiB of memory and was stopped.
unknown-format = There is no output format “{ $format }”. Known formats: { $known }.
bad-option = The option “{ $option }” of { $format } does not fit: { $reason }.
findings-left-out = { $count ->
    [one] One more place like this (“{ $about }”).
   *[other] { $count } more places like this (“{ $about }”).
}
