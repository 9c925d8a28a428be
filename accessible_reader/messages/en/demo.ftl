demo-not-empty = There are people or books in the library already, so no demo is made of it. Choose another, empty data folder (ACCESSIBLE_READER_DATA).
demo-book = Taking in: { $file }
demo-left = Still to be made: { $count }
demo-patron = Reader
demo-carer = Carer
demo-librarian = Librarian
demo-volunteer = Volunteer
demo-sign-in = { $who } { $name }: card { $card }, PIN { $pin }
cli-demo-help = Makes a small demo library in an empty one: a reader, a carer, a librarian, a volunteer, some books that are converted, and a week of deliveries.
cli-demo-books = Books to be taken in; their rights must be free.
cli-demo-sign-ins = Write the sign-ins to this file as well, readable by its owner only.
cli-demo-quick-voice = Another voice for a language, such as zh=espeak; can be given several times.
cli-demo-convert = Make the formats now, or leave that to the workers.
