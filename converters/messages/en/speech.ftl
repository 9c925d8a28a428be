# Speech: what is said, by whom, and what could not be.
espeak-missing = The speech engine espeak-ng cannot be loaded: { $reason }.
speech-model-missing = The voice model “{ $model }” is not installed ({ $part }). This mends it: { $mend }
speech-model-damaged = The voice model “{ $model }” is damaged: it is not the file that was published. Installing it anew mends it: { $mend }
speech-voice-stands-in = The voice for “{ $language }”, { $voice }, is not installed; { $instead } read in its place. `doctor` tells how to mend it.
unknown-voice = There is no voice called “{ $voice }”. The command `voices` lists all voices.
speech-no-voice = No voice here speaks the language of this book ({ $language }).
speech-character-unspeakable =
    No voice can say “{ $character }” ({ $code }, { $name }); it occurs { $count ->
        [one] once
       *[other] { $count } times
    }.
speech-language-without-voice =
    No voice speaks the language “{ $language }”. { $count ->
        [one] One word
       *[other] { $count } words
    } in it are announced; where the letters allow, another voice reads them.
speech-pictures-undescribed =
    { $count ->
        [one] One picture has
       *[other] { $count } pictures have
    } no description; listeners hear only that a picture is there.
speech-formulas-read-out =
    { $count ->
        [one] One formula was
       *[other] { $count } formulas were
    } read out sign by sign, because there are no reading rules for formulas in this language.
speech-formulas-without-rules =
    { $count ->
        [one] One formula was
       *[other] { $count } formulas were
    } read out sign by sign, because the program that words formulas (node with speech-rule-engine) did not answer. `doctor` tells how to mend it.
option-verbosity-title = How much to say
option-verbosity-description = main-text: the running text only. standard: also notes, descriptions of pictures, table details and code. everything: also page numbers, where notes are called, and the signs in code. Each of these can be chosen singly too.
option-table-details-title = Table details
option-table-details-description = Say how large a table is, which column each cell stands in, which cells are empty, and where it ends. Unless given, the level of detail decides.
option-code-title = Program code
option-code-description = Read program code as words, spell its signs and indentation too, or leave it out. Unless given, the level of detail decides.
option-notes-title = Notes
option-notes-description = Where notes are read: after the sentence that calls them, at the end of their section, or not at all. Unless given, the level of detail decides.
option-pictures-title = Pictures
option-pictures-description = Read the descriptions of pictures, and say where one has none. Unless given, the level of detail decides.
option-voice-title = Voice
option-voice-description = Voices or engines by name, separated by commas, the preferred first, each for the languages it speaks; the command voices lists them. Otherwise chosen by language. Online voices (gtts) send the text of the book out of the house, to Google; they work only where that was allowed.
option-rate-title = Speed
option-rate-description = How fast to speak: 1 is the usual speed, 0.5 half, 2 twice.
option-bitrate-title = Bit rate
option-bitrate-description = Kilobits a second of the audio files: more sounds better and takes more room.
option-encoder-quality-title = Encoder effort
option-encoder-quality-description = From 0 (slowest, best) to 9 (fastest); speech gains little below 5.
speech-voice-silent = The voice has no sound for some characters and left them out ({ $count }): { $characters }
speech-no-such-place = The book has no place called “{ $place }”.
option-pitch-title = Pitch
option-pitch-description = How high to speak, where the voice can: 1 is its usual pitch, 0.5 lower, 2 higher.
speech-voice-unavailable = { $voice } could not speak just now ({ $reason }); { $instead } read in its place.
option-packages-title = Packages
option-packages-description = Readium's .audiobook, W3C's .lpf (Lightweight Packaging Format), or both.
