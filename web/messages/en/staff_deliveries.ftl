staff-group-delivery = Home delivery
staff-deliveries-title = Home delivery: board of the day
staff-delivery-title = Home delivery, bag { $bag }
staff-rounds-title = Rounds of the day
staff-round-title = Round on { $day }, { $part ->
    [morning] in the morning
    [afternoon] in the afternoon
   *[evening] in the evening
}
staff-round-new-title = Make a round
staff-round-carrier-title = Give the round to somebody
staff-round-link-title = Link for the day of the round
staff-round-proposal-title = Proposed order

staff-deliver-days = Other days
staff-deliver-day-before = The day before
staff-deliver-day-after = The day after
staff-deliver-today = Today
staff-deliver-other-day = Go to another day
ask-staff-deliver-day = Day
ask-staff-deliver-day-hint = For example 2027-11-22.
staff-deliver-bag = Bag { $bag }
staff-deliver-both = { $first } { $second }
staff-deliver-colon = {": "}
staff-deliver-choose = Please choose
staff-deliver-part-morning = Morning
staff-deliver-part-afternoon = Afternoon
staff-deliver-part-evening = Evening
staff-deliver-day-part = { $day }, { $part ->
    [morning] in the morning
    [afternoon] in the afternoon
   *[evening] in the evening
}
staff-deliver-counts-none = Nothing is to be delivered on { $day }.
staff-deliver-counts = { $day }: { $count ->
    [one] 1 delivery
   *[other] { $count } deliveries
}. { $parts }.
staff-deliver-count-drafted = drafts: { $count }
staff-deliver-count-to-pack = to be packed: { $count }
staff-deliver-count-packed = packed: { $count }
staff-deliver-count-out = on the way: { $count }
staff-deliver-count-delivered = delivered: { $count }
staff-deliver-count-failed = not delivered: { $count }
staff-deliver-group-failed = Not delivered ({ $count })
staff-deliver-group-left-over = Left over from days before ({ $count })
staff-deliver-group-drafted = Drafts of plans for this day ({ $count })
staff-deliver-group-to-pack = To be packed for this day ({ $count })
staff-deliver-group-packed = Packed ({ $count })
staff-deliver-group-out = On the way ({ $count })
staff-deliver-group-delivered = Delivered ({ $count })
staff-deliver-group-off = Cancelled ({ $count })
staff-deliver-group-waiting = Waiting for a day ({ $count })
staff-deliver-group-empty-drafts = Drafts for other days with nothing in them yet ({ $count })
staff-deliver-group-paused = Paused until the reader says so ({ $count })
staff-deliver-nothing = There is nothing to do for this day.
staff-deliver-to-rounds = Rounds of this day
staff-deliver-more = Other work of the day
staff-deliver-take-down = Take down a request: find the reader first

staff-deliver-told-requested = Asked for on { $asked }; has no day yet. Suits: { $times }.
staff-deliver-told-drafted = Put together by a plan. It goes unless the reader objects.
staff-deliver-told-confirmed = It has a day and is to be fetched from the shelves.
staff-deliver-told-picking = It is being fetched and packed.
staff-deliver-told-packed = It is packed, and in no round yet.
staff-deliver-told-packed-round = It is packed, stop { $stop } of its round.
staff-deliver-told-out = It is on its way.
staff-deliver-told-delivered = It was delivered: { $at }.
staff-deliver-told-not-delivered = It could not be left with the reader.
staff-deliver-told-collected = What it had brought is on its way back.
staff-deliver-told-shelved = All of it is back on the shelves.
staff-deliver-told-cancelled = It was cancelled.
staff-deliver-told-paused = It is paused until the reader says so.
staff-deliver-told-post-confirmed = A parcel, to be fetched from the shelves.
staff-deliver-told-post-packed = A parcel, packed; the post does not have it yet.
staff-deliver-told-post-out = A parcel; the post has it.
staff-deliver-things = Things in it: { $count }.
staff-deliver-things-open = Things in it: { $count }; nothing has been found yet for { $open }.
staff-deliver-fetch = It brings nothing; something is fetched.
staff-deliver-failed-rebook = { $when }: { $why }. Tried { $count ->
    [one] once
   *[other] { $count } times
}. Best now: another day.
staff-deliver-failed-call = { $when }: { $why }. Tried { $count ->
    [one] once
   *[other] { $count } times
}. Best now: call the reader.
staff-deliver-failed-emergency = { $when }: { $why }. Tried { $count ->
    [one] once
   *[other] { $count } times
}. Best now: call the reader, and if nobody answers, the emergency contact.
staff-deliver-step-day = Give it a day
staff-deliver-step-look = Look at it
staff-deliver-step-pack = Fetch and pack
staff-deliver-step-post = Handed to the post
staff-deliver-step-round = To its round
staff-deliver-step-rounds = Put it into a round
staff-deliver-step-outcome = Note what became of it
staff-deliver-step-again = What now
staff-deliver-step-rebook = Choose another day
staff-deliver-step-call = Call, then choose a day
staff-deliver-step-emergency = Call, or the emergency contact
staff-deliver-advice-rebook = Best now: choose another day. The bag stays packed.
staff-deliver-advice-call = Best now: call the reader and agree on a day, or on giving up.
staff-deliver-advice-emergency = Nobody opened more than once, and nobody knows why. Call the reader; if nobody answers, call the person whom the reader has named.

staff-deliver-forgotten = The data of this reader were deleted. What is left is that there was a delivery.
staff-deliver-missing = Things for which nothing has been found: { $count }. Please ask the reader, swap them, or strike them.
staff-deliver-shown-once = Shown because you asked for it; the reader can see that you looked. It is gone when you leave this page.
staff-deliver-next = What to do now
staff-deliver-over = This delivery is over. There is nothing left to do.
staff-deliver-confirm = Give it a day
staff-deliver-confirm-again = Move it to another day
staff-deliver-confirm-button = Set this day and tell the reader
ask-staff-deliver-when = When
ask-staff-deliver-when-hint = Open days that suit the reader come first.
staff-deliver-when-other = Another day, written below
ask-staff-deliver-part = Part of the day
ask-staff-deliver-part-hint = Only needed with another day.
staff-deliver-outcome = What became of it
ask-staff-deliver-outcome = What do you know?
ask-staff-deliver-outcome-delivered = It has arrived
ask-staff-deliver-outcome-failed = It could not be delivered
ask-staff-deliver-reason-failed = If it was not delivered: why?
staff-deliver-outcome-button = Note it
staff-deliver-rebook = Bring it again
staff-deliver-rebook-button = Bring it again on this day and tell the reader
staff-deliver-after-all = It arrived after all
staff-deliver-after-all-text = For when a neighbour took it in, or the volunteer went back.
staff-deliver-after-all-button = It was delivered after all
staff-deliver-give-up = Do not bring it again
staff-deliver-give-up-text = The bag comes back and is emptied at the lending desk. Nothing becomes overdue.
ask-staff-deliver-reason-give-up = Why is it not brought again?
staff-deliver-give-up-button = Have the bag come back
staff-deliver-phone = Telephone of the reader
staff-deliver-phone-button = Show the telephone number
staff-deliver-no-phone = no number is known
staff-deliver-emergency = Emergency contact
staff-deliver-emergency-button = Show the emergency contact
staff-deliver-collected-text = If everything of this bag was given back at the door or to the post, note it here: from now on nothing of it is late.
staff-deliver-collected-button = All of it was given back
staff-deliver-resume-text = When the reader says so, it goes on and waits for a day.
staff-deliver-resume-button = Go on with it
staff-deliver-lines = Things in it
staff-deliver-strike = Strike
staff-deliver-swap = Swap, the library chooses
staff-deliver-swap-for = Swap for a title
staff-deliver-add = Add one more, chosen by the library
staff-deliver-add-title = Add a title
staff-deliver-to-door = Address for deliveries, and how to knock
staff-deliver-to-deliveries = All deliveries of this reader
staff-deliver-line-chosen-by-us = Something the library is to choose
staff-deliver-line-gone = A title that is no longer on record
staff-deliver-line-wanted = nothing has been found yet
staff-deliver-line-being-made = it is being made
staff-deliver-line-chosen = copy { $barcode } is meant for it
staff-deliver-line-in-bag = in the bag
staff-deliver-line-with-reader = with the reader
staff-deliver-line-back = given back
staff-deliver-line-struck = struck
staff-deliver-line-missing = not found; it does not go along
staff-deliver-facts = About this delivery
staff-deliver-fact-branch = Branch
staff-deliver-fact-day = Day
staff-deliver-fact-means = How it goes
staff-deliver-means-visit = Somebody brings it
staff-deliver-means-post = By post
staff-deliver-fact-times = When it suits
staff-deliver-fact-likes = Likes
staff-deliver-fact-dislikes = Does not like
staff-deliver-fact-note = Note of the reader
staff-deliver-fact-failures = Tries that failed
staff-deliver-fact-rating = How the reader rated it (1 to 5)
staff-deliver-papers = Papers
staff-deliver-papers-text = On the label stand the number of the bag and a name, nothing about books. In braille stands no name.
staff-deliver-label = Label for the printer (PDF)
staff-deliver-label-brf = Label for the embosser (BRF)
staff-deliver-card = Address card for the post
ask-staff-deliver-library-address = Address of the library, for the way back
ask-staff-deliver-library-address-hint = Printed on the back of the card. This browser remembers it.
staff-deliver-card-button = Make the card (PDF)
staff-deliver-wishes = If the reader wants it differently
staff-deliver-pause-text = Paused, it waits until the reader wants it again; it loses its day.
staff-deliver-pause-button = Pause
staff-deliver-change = Change times or the note
ask-staff-deliver-times = When it suits
ask-staff-deliver-note = Note to whoever packs
staff-deliver-cancel = Cancel this delivery
ask-staff-deliver-reason = Why is it cancelled?
staff-deliver-cancel-button = Cancel the delivery
staff-deliver-history = What has happened

said-deliver-staff-confirmed = It goes on { $day }, { $part ->
    [morning] in the morning
    [afternoon] in the afternoon
   *[evening] in the evening
}. The reader is told.
said-deliver-staff-confirmed-open = It goes on { $day }, { $part ->
    [morning] in the morning
    [afternoon] in the afternoon
   *[evening] in the evening
}. The reader is told. Things for which nothing has been found yet: { $count }.
said-deliver-staff-changed = It was changed.
said-deliver-staff-cancelled = The delivery was cancelled.
said-deliver-staff-paused = The delivery is paused.
said-deliver-staff-resumed = The delivery goes on. Please give it a day.
said-deliver-staff-struck = It was struck.
said-deliver-staff-swapped = Something else was looked for. See below what was found.
said-deliver-staff-added = One more thing was added. See below what was found.
said-deliver-staff-posted = The post has the parcel.
said-deliver-staff-arrived = Noted: it has arrived. The time of the loans begins today.
said-deliver-staff-failed = Noted: it was not delivered. Nothing becomes overdue. Please decide what to do now.
said-deliver-staff-moved = It goes on { $day }, { $part ->
    [morning] in the morning
    [afternoon] in the afternoon
   *[evening] in the evening
}, instead. The reader is told. Please put it into a round.
said-deliver-staff-rebooked = It goes again on { $day }, { $part ->
    [morning] in the morning
    [afternoon] in the afternoon
   *[evening] in the evening
}. The reader is told. Please put it into a round.
said-deliver-staff-given-up = The bag comes back. Please take everything in it back at the lending desk.
said-deliver-staff-collected = Noted: everything was given back. Please take it back at the lending desk when it arrives.

staff-round-told = { $part }: { $who }, { $count ->
    [0] no stops
    [one] 1 stop
   *[other] { $count } stops
}
staff-round-has-carrier = somebody has it
staff-round-no-carrier = nobody has it yet
staff-round-weight = { $kilograms } kg of at most { $most } kg, stops: { $count }
staff-round-fact-weight = Weight
staff-round-fact-start = Begins at (latitude, longitude)
staff-round-start-none = not known; so no order can be proposed
staff-round-fact-link = Link for the day
staff-round-link-until = there is one; it works until midnight of { $day }
staff-round-nobody-yet = Nobody yet
staff-round-staff = { $name } (staff)
staff-round-volunteer = { $name } (volunteer)
staff-rounds-counts = { $day }: rounds: { $count }, deliveries in no round: { $free }.
staff-rounds-here = Rounds
staff-rounds-none = There is no round on this day yet.
staff-rounds-free = In no round yet ({ $count })
staff-rounds-free-text = Open a round to put them in by hand, or have an order proposed.
staff-rounds-free-none = All deliveries of this day that somebody brings are in a round.
staff-round-to-board = Board of this day
ask-round-day = Day
ask-round-day-hint = For example 2027-11-22.
ask-round-part = Part of the day
ask-round-carrier = Who goes
ask-round-kilograms = How many kilograms can be carried
ask-round-start = Where it begins: latitude and longitude
ask-round-start-hint = For example 30.25000,120.13000. Without it no order can be proposed; ordering by hand is always possible. This browser remembers it.
staff-round-start-bad = Please write latitude and longitude with a comma between them, such as 30.25000,120.13000; or leave it empty.
staff-round-make = Make the round
staff-round-propose = Have an order proposed
staff-round-propose-text = The computer looks for short ways that are in time and not too heavy. It uses the points of readers’ homes, and nothing leaves the library. Nothing changes before you accept.
staff-round-propose-button = { $part ->
    [morning] Propose an order for the morning
    [afternoon] Propose an order for the afternoon
   *[evening] Propose an order for the evening
}
staff-round-no-start = No round of that part of the day says where it begins. Please make one with its latitude and longitude, or order by hand.
staff-round-proposal-text = Nothing has been changed yet. Please look through it, then accept it or go back. Afterwards each round can still be changed by hand.
staff-round-length = All ways together: about { $kilometres } km.
staff-round-proposed-at = Bag { $bag }, there at { $at }
staff-round-proposed-kept = Bag { $bag }, put in by hand before; it stays, at the end
staff-round-proposed-place = (by the table of places: { $place })
staff-round-proposed-none = No stops.
staff-round-accept = Accept this order
staff-round-not-accept = Back without accepting
staff-round-left-out = Cannot be reached in time or carried ({ $count })
staff-round-left-out-text = Make another round for this part of the day, let a round carry more, or move them to another day.
staff-round-without-point = Nobody knows where they are ({ $count })
staff-round-without-point-text = Enter the point of the reader’s home, or the street in the table of places; or put them into a round by hand.
staff-round-not-agreed = Only for staff to carry ({ $count })
staff-round-not-agreed-text = These readers have not agreed that volunteers learn their name and address. Put them by hand into a round that a member of staff has.
staff-round-refused = { $round } was not changed: { $why }
said-round-accepted = The order was accepted. Rounds: { $count }.
said-round-made = The round was made. Put deliveries in below, or go back and have an order proposed.
said-round-ordered = The order was kept. Stops: { $count }.
said-round-given = The round was given on. An earlier link no longer works.
said-round-handed-over = Bags handed over: { $count }. They are on their way.
staff-round-do = What to do
staff-round-hand-over-text = Packed bags that can be handed over now: { $count }.
staff-round-hand-over = Hand over the bags
staff-round-unpacked = Not packed yet: { $count }. They stay behind when bags are handed over.
staff-round-sheet = Route sheet, large print (PDF)
staff-round-link-what = With a link for the day the carrier opens the round on a telephone without signing in. A new link makes the one before useless.
staff-round-link = Make a link for the day
staff-round-link-text = Copy this address to whoever carries the round on { $day }, or read it out. It is shown here only once.
staff-round-link-midnight = It works on { $day } only, and dies at midnight.
staff-round-link-careful = Whoever has it sees names and addresses of that day. If it reaches somebody else, make a new one: the old one is dead at once.
staff-round-link-on = Done, back to the round
staff-round-stops = Stops ({ $count })
staff-round-stops-text = Each delivery has a number for its place in the order. Leave the field empty for what is not to be in this round.
staff-round-inside = In this round
staff-round-outside = In no round yet
staff-round-place = Place of bag { $bag }
staff-round-look = Look at it
staff-round-stops-button = Keep this order
staff-round-nothing = There is nothing that could be put into this round: no delivery of this day is free.
staff-round-place-number = Bag { $bag }: please write a whole number from 1 to 999, or nothing.
staff-round-place-twice = Bag { $bag }: the place { $number } was given to bag { $other } already.
staff-round-place-stays = Bag { $bag } has left the library and stays in this round. Please give it a place.
staff-round-place-refused = Bag { $bag }: { $why }
staff-round-give = Give it
staff-round-carrier-text = Volunteers can be given only deliveries to readers who agreed that volunteers learn their name and address. Staff of the branch can take all.
