## Delivery rounds: a volunteer's page of the day

carry-title = Today's delivery round
carry-mine-title = My delivery rounds
carry-mine-none = No delivery round was given to you for today. If there should be one, please call the library.
carry-mine-round = { $day }, { $part }: { $stops ->
    [one] 1 stop
   *[other] { $stops } stops
}, { $left } still to do
carry-home = Delivery rounds given to you for today: { $count }
carry-when = { $day }, { $part }. { $stops ->
    [one] 1 stop
   *[other] { $stops } stops
}, { $left } still to do.
carry-none = No bag of this round is packed yet.
carry-stops = Stops
carry-stop = Stop { $number }, bag { $bag }
carry-summary = Stop { $number }, bag { $bag }: { $state }
carry-of-stop = { " " }(stop { $number })
carry-next = Next: stop { $number }
carry-all-done = All stops are done. Please take bags that were not delivered, and bags you were given, back to the library.
carry-wrong = Pressed the wrong button? Please call the library; they can put it right.
carry-privacy = This page is for today only and does not open after midnight. Please do not let others see it, and take no screenshots.
carry-state-packed = not handed over by the library yet
carry-state-out = to do
carry-state-arrived = at the door
carry-state-delivered = delivered
carry-state-not-delivered = not delivered
carry-state-over = done
carry-state-withheld = do not go
carry-state-elsewhere = not with you
carry-packed-text = The library has not noted yet that it handed this bag over. If you have the bag, please call the library.
carry-failed-text = Please take the bag back to the library. If it could be delivered after all, press the button below.
carry-done-text = This stop is done; name and address are not shown any more.
carry-withheld = Please do not go to this stop. Take bag { $bag } back to the library.
carry-window = Time
carry-window-value = { $begins } to { $ends }
carry-name = Name
carry-address = Address
carry-phone = Telephone
carry-phone-value = { $phone } (to reach the reader, call the library)
carry-knock = How to knock
carry-password = First say the password
carry-receivers = May also be given to
carry-leave = Leave
carry-leave-value = Bag { $bag }, { $count ->
    [one] 1 piece
   *[other] { $count } pieces
}
carry-leave-nothing = Nothing to leave
carry-take = Collect
carry-take-value = Bag { $bag }, { $count ->
    [one] 1 piece
   *[other] { $count } pieces
}
carry-press-arrived = I am at the door
carry-press-delivered = Delivered
carry-press-done = Done here
carry-press-after-all = Delivered after all
carry-press-nobody-home = Nobody home
carry-press-refused = Refused
carry-press-problem = Problem
carry-press-collect = Collected bag { $bag } ({ $count ->
    [one] 1 piece
   *[other] { $count } pieces
})
carry-press-none = It is not clear which button was pressed. Please press it again.
ask-carry-press = Button
said-carry-arrived = Stop { $number }: noted that you are at the door
said-carry-delivered = Stop { $number }: noted as delivered
said-carry-nobody-home = Stop { $number }: noted that nobody was home. Please take the bag back to the library
said-carry-refused = Stop { $number }: noted that it was refused. Please take the bag back to the library
said-carry-problem = Stop { $number }: noted “{ $reason }”. Please take the bag back to the library
said-carry-collect = Stop { $number }: noted the bag you collected
carry-not-now = This was not noted. The library's record says: { $state }. If that is wrong, please call the library.
carry-over-title = This link no longer works
carry-over-text = The link of a round works on its day only, and ends when somebody else takes the round. Please ask the library for a new one.
carry-outbox-title = Not sent yet
carry-outbox-text = Kept on this telephone, and sent in order as soon as there is a connection. Please do not sign out or clear the browser's data.
carry-outbox-try = Send now
carry-outbox-refused-title = Not noted by the library
carry-outbox-refused-text = Please call the library and tell them what is listed here.
carry-outbox-forget = I have told the library: delete from this telephone
carry-script-noted = noted, not sent yet
carry-script-line = %1, %2: %3.
carry-script-sent = %1 notes sent
carry-script-offline = There is no connection now. Kept on this telephone, and sent in order as soon as there is one. Please do not sign out or clear the browser's data.
carry-script-sign-in = To send this you have to sign in again. It is kept on this telephone; open this page again after signing in.
carry-script-later = It cannot be sent just now, and is tried again. It is kept on this telephone.
carry-script-wiped = The day is over; what this page showed is put away.
