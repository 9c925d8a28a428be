deliver-status-packed = Your bag was packed on { $packed } and comes on { $day }, { $part }.
deliver-time = { $weekday } { $part ->
    [morning] morning
    [afternoon] afternoon
   *[evening] evening
}
deliver-weekday-mon = Monday
deliver-weekday-tue = Tuesday
deliver-weekday-wed = Wednesday
deliver-weekday-thu = Thursday
deliver-weekday-fri = Friday
deliver-weekday-sat = Saturday
deliver-weekday-sun = Sunday
deliver-any-time = any day
deliver-by-you = you
deliver-by-self = the reader
deliver-by-your-carer = somebody who acts for you
deliver-by-carer = somebody who acts for the reader
deliver-by-staff = the library
deliver-by-carrier = whoever carried the bag
deliver-by-system = the library
deliver-event = { $moment }: { $what }
deliver-event-because = { $what } ({ $why })
deliver-event-ask = { $who } asked for this delivery.
deliver-event-confirm = { $who } confirmed this delivery.
deliver-event-change = { $who } changed this delivery.
deliver-event-pause = { $who } paused this delivery.
deliver-event-resume = { $who } asked for this delivery again.
deliver-event-cancel = { $who } cancelled this delivery.
deliver-event-pick = { $who } began to fetch it from the shelves.
deliver-event-pack = { $who } packed the bag.
deliver-event-unpack = { $who } opened the bag again.
deliver-event-hand-over = { $who } sent the bag on its way.
deliver-event-deliver = { $who } reported that it has arrived.
deliver-event-fail = { $who } reported that it could not be left.
deliver-event-rebook = { $who } agreed on another day.
deliver-event-give-up = { $who } took the bag back to the library.
deliver-event-collect = { $who } collected what goes back.
deliver-event-shelve = { $who } put the books back on their shelves.
