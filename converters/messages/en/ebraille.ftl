option-producer-title = Producer
option-producer-description = Who made this braille edition, as it is written into the file: the name of the library.
ebraille-copyright-date-unknown = The book does not say from which year it is; { NUMBER($year, useGrouping: 0) } stands in the braille file as the date of its copyright, because the format asks for one.
