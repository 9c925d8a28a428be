# Chinese braille

braille-character-without-cells = { $count ->
    [one] The character { $character } ({ $code_point }) has no reading or braille sign that we know; it is shown as two full cells.
   *[other] The character { $character } ({ $code_point }) occurs { $count } times and has no reading or braille sign that we know; it is shown as two full cells.
}

option-chinese-readings-title = Chinese readings
option-chinese-readings-description = How the readings of Chinese characters are found: fast by words and rules, careful with language models as well.
option-chinese-tones-title = Chinese tones
option-chinese-tones-description = rule leaves tones out where GF 0019-2018 says so; all writes every tone, for learners.
option-chinese-particles-title = The Chinese particles 的, 地, 得
option-chinese-particles-description = joined to the word before them, or apart from it; practice differs.
option-chinese-idioms-title = Chinese idioms of four characters
option-chinese-idioms-description = joined as one word, or written as two halves; practice differs.
option-chinese-stop-blank-title = Blank after Chinese full stops
option-chinese-stop-blank-description = A blank after 。？！ when a word follows; the standard for braille publications does not ask for it.
option-chinese-decimal-point-title = Chinese decimal point
option-chinese-decimal-point-description = The dots of the decimal point: 2 as in GB/T 18028-2010, 46 or 3 as in other software.
option-chinese-number-link-title = Between a number and a Chinese word
option-chinese-number-link-description = What keeps the word's first cell from being read as a digit: a blank, or the connector dots 36.
