# Plain text, HTML and Markdown.
encoding-unknown = “{ $encoding }” is not the name of an encoding. Try UTF-8, GB18030 or Big5.
limit-text-size = The text is larger than { $mebibytes } MiB, the most that is read. Please divide it.
text-encoding-guessed = The file does not say how its characters are encoded; it was read as { $encoding }. If words look wrong, name the encoding.
text-undecodable = { $count ->
    [one] One place in the text could not be decoded as { $encoding } and is shown as �.
   *[other] { $count } places in the text could not be decoded as { $encoding } and are shown as �.
}
text-control-characters = { $count ->
    [one] One control character, which no text should hold, was left out.
   *[other] { $count } control characters, which no text should hold, were left out.
}
text-no-chapters = No chapter headings were found: the text is one long chapter.
text-heading-prefix-removed = { $count ->
    [one] Words that a download site put before one heading were left out.
   *[other] Words that a download site put before { $count } headings were left out.
}
