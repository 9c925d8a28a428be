# Chinese braille

braille-character-without-cells = { $count ->
    [one] The character { $character } ({ $code_point }) has no reading or braille sign that we know; it is shown as two full cells.
   *[other] The character { $character } ({ $code_point }) occurs { $count } times and has no reading or braille sign that we know; it is shown as two full cells.
}
