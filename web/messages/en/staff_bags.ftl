staff-bags-title = Packing and taking back
staff-bag-title = Pack a bag
staff-pick-title = Pick list
ask-bag-do = When something is scanned
ask-bag-do-open = Open the bag
ask-bag-do-return = Take back what a reader returns
ask-bag-do-in = Put it into this bag
ask-bag-do-out = Take it out of the bag
ask-bag-code = Label of a bag, or barcode
ask-bag-code-hint = Scan the label of a bag to open it; to take things back, scan their barcodes. You can also type and press Enter.
ask-bag-scan = Barcode
ask-bag-scan-hint = Scan the barcode of a thing. Scan the label of another bag to open that one.
ask-bag-return-card = The return card is in the bag
ask-bag-reason = Reason
staff-bags-intro = Scan the label of a bag to open it.
staff-bags-begun = Bags being packed ({ $count })
staff-bags-none = No bag is being packed. Begin with the pick list.
staff-bag-number = Bag { $bag }
staff-bag-when = { $day }, { $part }
staff-bag-weight = { $count ->
    [one] { $count } volume or thing
   *[other] { $count } volumes and things
} in the bag: { $kilograms } kg of at most { $most } kg.
staff-bag-note = The reader says: { $note }
staff-bag-start = Begin to fetch
staff-bag-open = Still to go in ({ $count })
staff-bag-in = In the bag ({ $count })
staff-bag-not-coming = Not this time ({ $count })
staff-bag-close = Close the bag
staff-bag-look-other = This bag needs a second look: a colleague signs in and opens it. Whoever packed it cannot be the second.
staff-bag-look-text = In this bag are different kinds of things, or discs or players. Please check each, and play discs and players.
staff-bag-look = I have looked, and all is right
staff-bag-close-button = Close the bag
staff-bag-reopen = Open the bag again
staff-bag-empty = Empty the bag and call the delivery off
staff-bag-empty-text = Everything goes back to its shelf, and the reader gets nothing this time.
staff-bag-empty-button = Empty it and call off
staff-bag-next = Next bag
staff-bag-visit = This delivery, and its labels
staff-bag-intro = Still to go in: { $open }. In the bag: { $inside }.
staff-bag-of = {""}: { $what }
staff-bag-out = Take out
staff-bag-not-found = Not found
staff-bag-lacks = Missing: { $volumes }.
staff-bag-volume = Volume { $number }: shelf { $mark }, barcode { $barcode }
staff-bag-thing = Shelf { $mark }, barcode { $barcode }
staff-bag-no-mark = not noted
staff-bag-inside = { $count ->
    [one] It is in the bag.
   *[other] All { $count } volumes are in the bag.
}
staff-bag-line-wanted = Nothing has been found for this yet. To go without it, choose “Not found”.
staff-bag-line-being-made = It is being made for the reader. Scan its barcode when it is there.
staff-bag-line-struck = The reader does not want this.
staff-bag-line-missing = It was not found.
staff-bag-line-with-reader = It is with the reader.
staff-bag-line-back = It is back.
staff-bag-state-drafted = This delivery is still being put together and has no agreed day. It cannot be packed.
staff-bag-state-requested = This delivery has no day yet. Give it a day before it is packed.
staff-bag-state-confirmed = Nobody has begun to fetch this. Choose “Begin to fetch” first.
staff-bag-state-picking = It is being packed.
staff-bag-state-packed = The bag is closed. To change it, open it again first.
staff-bag-state-out = The bag is on its way, and nothing can go into it.
staff-bag-state-delivered = The bag is with its reader.
staff-bag-state-not-delivered = The bag could not be delivered and is still closed. Decide first whether it goes again or comes back.
staff-bag-state-collected = What was in this bag is coming back. Scan each thing to take it back.
staff-bag-state-shelved = All that was in this bag is back.
staff-bag-state-cancelled = This delivery was called off.
staff-bag-state-paused = This delivery is paused and cannot be packed.
bag-said-nothing = Nothing was scanned yet. Scan a barcode, or type it and press Enter.
bag-said-unknown = There is no bag “{ $typed }”, and no such barcode. Please look whether the right code was scanned.
bag-said-label-first = “{ $typed }” is the barcode of a thing. Scan the label of a bag first; for what a reader returns, choose “Take back what a reader returns”.
bag-said-this-bag = This bag is open already. Scan the barcode of a thing.
bag-said-line-gone = This has changed in the meantime. See below how things are now.
bag-said-started = Begun. Scan each thing into the bag.
bag-said-looked = Your second look is noted. The bag can be closed.
bag-said-look-yourself = You packed this bag yourself; a colleague must have the second look.
bag-said-closed = The bag is closed. Now put its label on
bag-said-reopened = The bag is open again. The return card is asked for anew when it is closed.
bag-said-emptied = The bag is empty. Put everything back on its shelf
bag-said-volume-of = volume { $number } of { $what }
bag-said-volume = volume { $number }
bag-said-in = In the bag: { $what }. It weighs { $kilograms } kg. { $rest }
bag-said-rest-volumes = Of this set is still missing: { $volumes }.
bag-said-rest-things = Still to go in: { $count }.
bag-said-rest-look = Everything is in; a colleague must look before it is closed.
bag-said-rest-none = Everything is in; the bag can be closed.
bag-said-out = Taken out: { $what }. Put it back on { $mark }.
bag-said-out-hold = Taken out: { $what }. Another reader waits for it: put it on the hold shelf until { $day }.
bag-said-not-inside = { $what } is not in this bag.
bag-said-another = { $what } is noted as lost. Fetch instead: { $other }, { $mark }, barcode { $barcode }.
bag-said-none = { $what } is noted as not found and does not come this time.
bag-said-choice = Something of the library's choice
bag-said-any-kind = any format
bag-said-shelf = shelf { $mark }
bag-said-its-shelf = its shelf
bag-said-copy-in-bag = This volume of { $what } is in the bag already. Scan the next.
bag-said-copy-in-other-bag = { $what } is for another reader's bag and was not put in. Put it back on { $mark }.
bag-said-copy-for-another = { $what } was put aside for another reader and was not put in. Put it back on the hold shelf.
bag-said-copy-not-wanted = { $what } does not belong in this bag and was not put in. Put it back on { $mark }, or swap a title for the reader first.
bag-said-copy-not-here = { $what } belongs to another branch and was not put in. Give it to whoever sends things between branches.
bag-said-not-eligible = { $what } is for the print-disabled only, and this reader's eligibility is not in force: it was not put in. Put it back on { $mark }.
bag-said-too-heavy = With { $what } the bag would weigh { $kilograms } kg; at most { $most } kg were agreed. It was not put in. Put it back on { $mark }, or take something else out first.
bag-said-back-whole = All of bag { $bag } is back now.
bag-said-back-things = Of bag { $bag } is still out: { $count }.
bag-said-back-volumes = It was in bag { $bag }.
bag-said-both = { $first } { $second }
staff-pick-text = { $branch }, deliveries up to { $day }: { $count ->
    [one] { $count } volume or thing
   *[other] { $count } volumes and things
} to fetch, { $picked } in bags already.
staff-pick-print = Print the pick list
staff-pick-shelf = Shelf { $mark }
staff-pick-no-shelf = No shelf is noted
staff-pick-picked = in its bag
staff-pick-bags = Bags ({ $count })
staff-pick-none = There is nothing to be fetched up to this day.
staff-pick-start-all = Begin to fetch for all { $count } bags
staff-pick-begun = being fetched
staff-pick-missing = nothing found yet for { $count }
staff-pick-fetch-only = only fetches, brings nothing
staff-pick-volume = { $kind }, volume { $number } of { $count }, barcode { $barcode }
staff-pick-thing = { $kind }, barcode { $barcode }
staff-pick-said-started = { $count ->
    [0] There was nothing to begin; see below how things are now
    [one] { $count } bag is being fetched
   *[other] { $count } bags are being fetched
}
