# Voices of the computer, and online ones.
pyttsx3-missing = The computer's own voices cannot be used: { $reason }.
gtts-missing = The online voices cannot be used, a part of the program is missing: { $reason }.
online-speech-off = Online voices are switched off, because they send the text of the book to Google. Who runs this computer can allow it with the setting { $setting }.
online-speech-address = The address in the setting { $setting } must begin with https://, or be on this computer.
