# Word, OpenDocument, RTF and FB2.
office-damaged = “{ $file }” is damaged or incomplete and cannot be read. Please open it in its own program and save it again.
office-entities = “{ $file }” contains XML definitions that book files have no use for and that can do harm. It was not opened.
office-password = “{ $file }” is protected by a password. Please save it without one and try again.
limit-office-size = “{ $file }” unpacks to more than is allowed; it may be a “zip bomb”.
limit-office-depth = “{ $file }” is nested more than { $depth } levels deep and was not read.
limit-pandoc-time = Reading the document took longer than { $seconds } seconds and was stopped.
limit-pandoc-memory = Reading the document needed more than { $mebibytes } MiB of memory and was stopped.
pandoc-missing = Pandoc, which reads Word, ODT and RTF files, is not installed. Run “make setup”.
words-lost = { $count ->
    [one] One word of the file is not in the book. Look for: { $sample }
   *[other] { $count } words of the file are not in the book. Look for: { $sample }
}
markdown-too-deep = Lists or quotations are nested too deep to be understood; the file was read as plain text.
