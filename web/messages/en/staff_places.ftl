staff-places-title = Places for deliveries
staff-places-text = Where a reader has no point of their own, rounds are planned by the place with the longest name that stands in their address. Enter streets, estates and buildings, not a reader's name or home. All of it is looked up here; no map service is asked.
staff-places-table = Take in a table
staff-places-table-button = Take in
staff-places-one = Add or correct a place
staff-places-try = Try an address
staff-places-try-text = See which place an address would get. What you type is not kept.
staff-places-try-button = Look up
staff-places-here = Places of { $branch } ({ $count })
staff-places-none = There is no place.
ask-place-name = Name
ask-place-name-hint = As it stands in addresses, such as “Lingyin Road” or “12 Lingyin Road”.
ask-place-latitude = Latitude
ask-place-latitude-hint = In degrees, such as 30.2500.
ask-place-longitude = Longitude
ask-place-longitude-hint = In degrees, such as 120.1300. Use one kind of coordinates for all, best WGS 84: those of Chinese maps are shifted by some hundred metres.
ask-place-file = Table (CSV file)
ask-place-file-hint = The first row has the headings: name, latitude, longitude. With commas, semicolons or tabs.
ask-place-rows = Or paste it
ask-place-rows-hint = As in the file, headings first. Where a file is chosen, only the file is taken.
ask-place-address = Address
ask-place-words = Words in the name
staff-place-remove = Remove
staff-place-of = {""}: { $name }
staff-place-nothing = Choose a file, or paste the rows of a table.
staff-place-rows-bad = Nothing was taken, because { $count ->
    [one] { $count } row does
   *[other] { $count } rows do
} not fit. Please correct them and try again.
staff-place-row = Line { $line }: { $why }
staff-place-rows-more = And { $count } more.
staff-place-found = This address gets “{ $name }”: { $point }
staff-place-not-found = No place fits this address
staff-place-said-saved = “{ $name }” is saved
staff-place-said-removed = The place is removed
staff-place-said-table = Taken in: { $added } new, { $changed } corrected, { $same } as before
