staff-desk-title = Lending desk
staff-desk-reader-title = Lending desk: for a reader
staff-shelf-title = Hold shelf
desk-here = This desk is at: { $branch }
ask-desk-branch = Work at another branch
desk-branch-button = Change
ask-scan = Barcode or card number
ask-scan-hint = Scan it, or type it and press Enter.
ask-desk-do = When a book is scanned
ask-desk-do-lend = Lend it to this reader
ask-desk-do-return = Take it back
ask-desk-do-renew = Renew it
desk-send = Do it
desk-intro = Scan a book to take it back; scan a card to open the desk for its reader.
desk-has-now = On loan: { $count }. Holds ready to be fetched: { $ready }.
desk-more = More
desk-to-reader = The reader's page
desk-next = Next reader
desk-loans = On loan now ({ $count })
desk-no-loans = Nothing is on loan.
desk-holds = Holds
desk-barcodes = { $count ->
    [one] barcode { $barcodes }
   *[other] barcodes { $barcodes }
}
desk-line-due = due { $day }
desk-line-late = overdue: it was due { $day }
desk-on-the-way-to-reader = on its way to the reader
desk-hold-waiting = in line, to be fetched at { $branch }
desk-hold-paused = paused, to be fetched at { $branch }
desk-hold-in-transit = on its way to { $branch }
desk-hold-ready = on the hold shelf of { $branch }, kept until { $day }
desk-lost-button = Report lost
desk-thing = “{ $title }” ({ $kind }{ $count ->
    [one] {""}
   *[other] , { $count } volumes
})
desk-player = { $kind } { $barcode }
desk-no-day = no last day
desk-shelf = Put it back on shelf { $mark }.
desk-nothing = Nothing was scanned yet. Scan a barcode, or type it and press Enter.
desk-unknown = There is no barcode and no card “{ $typed }”. Please look whether the right code was scanned, or type it; a reader of another library must first be moved to this one.
desk-lent = Lent: { $what }. Due { $day }.
desk-has-it = This reader has { $what } already, due { $day }. To take it back choose “Take it back”, for more time “Renew it”.
desk-not-eligible = { $what } is for the print-disabled only, and this reader's eligibility is not in force: it was not lent. Please verify eligibility first.
desk-lent-to-another = { $what } is on loan to another reader. Take it back first, then lend it to this reader.
desk-waits-for-another = { $what } was put aside for another reader until { $day }. Put it back on the hold shelf and lend another copy.
desk-on-the-way = { $what } is noted as on its way. If it is here, choose “Take it back” and scan it once.
desk-packed = { $what } is packed to be sent. Take it out of its parcel first.
desk-in-repair = { $what } is noted as in repair, or its set as incomplete. If it is whole, put it back into use and scan it again.
desk-lost = { $what } is noted as lost. Now that it is found, put it back into use or take it back, and scan it again.
desk-withdrawn = { $what } was withdrawn and cannot be lent. Give it to whoever looks after the catalogue.
desk-set-broken = { $what } is not complete: { $missing } is not there. Find all volumes first.
desk-limit = { $what } was not lent: this reader has reached the limit of { $most } for “{ $kind }”. Take one back first.
desk-renewal-limit = { $what } was renewed { $most } times, which is the limit. Take it back, then lend it again.
desk-renewal-somebody-waits = Another reader waits for { $what }, so it cannot be renewed. It is to be returned in time.
desk-renewed = Renewed: { $what }. Due { $day }.
desk-not-lent = { $what } is not on loan; it is noted as: { $state }. Put it where it belongs.
desk-returned = Taken back: { $what }. { $where }
desk-found = { $what } was reported lost and is found: taken back. { $where }
desk-returned-part = One volume of { $what } is back; still missing: { $missing }. The loan ends when the set is complete; put this volume aside.
desk-returned-hold = Taken back: { $what }. A reader waits for it: put it on the hold shelf until { $day }.
desk-returned-send = Taken back: { $what }. A reader waits for it: send it to { $branch }.
desk-returned-home = Taken back: { $what }. It belongs to { $branch }: send it there.
desk-arrived = { $what } has arrived. Put it on the hold shelf until { $day }.
desk-state-available = on the shelf
desk-state-lent = on loan
desk-state-on-hold-shelf = on the hold shelf
desk-state-in-transit = on its way
desk-state-packed = packed
desk-state-in-repair = in repair, or its set incomplete
desk-state-lost = lost
desk-state-withdrawn = withdrawn
desk-repair = It is damaged, set it aside for repair: { $barcode }
desk-restore = It is whole, put it back into use: { $barcode }
desk-to-eligibility = Verify eligibility
desk-said-repair = { $barcode } is noted as in repair and is not lent for now.
desk-said-whole = { $barcode } is back in use. Please scan it again.
desk-said-lost = “{ $title }” is reported lost. When it is found, scan it with “Take it back”.
desk-said-longer = “{ $title }” is renewed. Due { $day }.
shelf-ready = Waiting to be fetched ({ $count })
shelf-nothing = There is nothing on the hold shelf.
shelf-coming = On its way here ({ $count })
shelf-reader = The reader has come
shelf-missing = Missing or damaged
shelf-arrived = It has arrived
shelf-expire-text = What nobody fetched in time can go to the next reader, or back on the shelf, in one step.
shelf-expire = Clear what was not fetched
said-shelf-expired = { $count ->
    [one] { $count } hold was cleared
   *[other] { $count } holds were cleared
}
said-hold-arrived = It is noted as arrived: put it on the hold shelf
said-hold-missing = Noted; the reader gets the next copy
