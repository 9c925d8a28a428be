## Errors: home delivery

visit-not-now = This cannot be done now: the delivery { $state ->
    [drafted] is being put together
    [requested] waits for its day
    [confirmed] has its day
    [picking] is being fetched from the shelves
    [packed] is packed
    [out] is on its way
    [delivered] has arrived
    [not_delivered] could not be left
    [collected] is on its way back
    [shelved] is over
    [cancelled] was cancelled
    [paused] is paused
   *[other] has come to another step
}. Please call the library if you need help.
permission-visit-step = This step of a delivery is for others to take.
visit-reason-missing = Please say why.
visit-not-found = There is no such delivery.
visit-line-not-found = There is no such thing in this delivery, or it was taken out already.
visit-bag-not-found = There is no bag with this number.
visit-round-not-found = There is no such round.
visit-plan-not-found = There is no delivery plan.
visit-link-dead = This link no longer works. It is for one day only; please ask the library for a new one.
visit-field-bad = “{ $field }” does not fit.
visit-nothing-wanted = Please name a title, or let the library choose something.
visit-too-many = At most { $most } things fit into one delivery.
visit-too-heavy-for-post = By post at most { $most } kg travel free.
visit-limit = There are already { $most } deliveries on their way or planned. Please wait for one of them, or change it.
visit-address-missing = The library does not know an address to deliver to.
visit-branch-missing = Please choose a branch first: it brings the books.
visit-post-not-agreed = For the post the reader must first agree that it learns name and address.
visit-title-twice = This title is in the delivery already.
visit-line-in-bag = This is already in the bag. Please call the library.
visit-bag-not-empty = There is already something in the bag. Please call the library.
visit-day-past = This day is over.
visit-day-closed = The branch is closed on this day.
visit-skip-read-not-agreed = To leave out what was read, the reader must first agree that the library remembers what was lent.
visit-not-delivered = This delivery has not arrived yet.
visit-copy-in-bag = “{ $barcode }” is already in this bag.
visit-copy-in-other-bag = Please put “{ $barcode }” back: it is for another reader’s bag.
visit-copy-for-another = Please put “{ $barcode }” back: it was put aside for another reader.
visit-copy-not-wanted = “{ $barcode }” does not belong in this bag. Please put it back, or swap a title first.
visit-copy-not-here = “{ $barcode }” belongs to another branch.
visit-not-eligible = This book is only for readers who cannot read print, and that was not verified for this reader.
visit-too-heavy = With this the bag weighs { $kilograms } kg; at most { $most } kg were agreed.
visit-look-yourself = Somebody other than the packer must have the second look.
visit-bag-empty = There is nothing in the bag.
visit-lines-open = Still not in the bag: { $count }. Please scan them, or mark them as not found.
visit-volume-missing = Volumes of a set are missing: { $count }, the first is “{ $barcode }”. A set goes whole or not at all.
visit-return-card-missing = The return card is missing from the bag.
visit-second-look = In this bag are different kinds of things, or discs or players. Somebody else must look at it before it is closed.
visit-round-too-heavy = The bags of this round weigh { $kilograms } kg; at most { $most } kg can be carried.
visit-not-this-branch = This delivery is of another branch.
visit-other-day = This delivery is not carried on the day of this round.
visit-round-over = The day of this round is over.
visit-round-without-carrier = Nobody has this round yet.
visit-carrier-not-found = Only a volunteer or a member of staff of the branch can carry a round.
visit-not-today = Bags are handed over on the day of the round.
visit-nothing-packed = No bag of this round is packed.
visit-not-by-post = This delivery does not go by post.
visit-no-emergency = The emergency contact is for when nobody opened and nobody knows why.
visit-no-contact = The reader has named nobody to call.
notice-not-found = There is no such call to make.
erase-visit-under-way = A delivery to this person is under way. It must be over before the person can be forgotten.

## Reasons and parts of the day

delivery-reason-no-answer = Nobody opened
delivery-reason-refused = Refused at the door
delivery-reason-address = The address is wrong or cannot be found
delivery-reason-weather = The weather
delivery-reason-unsafe = It was not safe
delivery-reason-ill = Ill or in hospital
delivery-reason-away = Away
delivery-reason-not-wanted = No longer wanted
delivery-reason-library = A mishap of the library
delivery-reason-other = Something else
delivery-part-morning = in the morning
delivery-part-afternoon = in the afternoon
delivery-part-evening = in the evening

## Where a delivery stands

visit-status-drafted = The library has put together your next delivery for { $day }, { $part }. You can still swap or strike titles.
visit-status-requested = Your request has arrived. The library will give it a day.
visit-status-confirmed = Your books come on { $day }, { $part }.
visit-status-picking = Your books are being fetched from the shelves and come on { $day }, { $part }.
visit-status-packed = Your bag is packed and comes on { $day }, { $part }.
visit-status-out = Your bag is on its way: { $day }, { $part }.
visit-status-delivered = Your bag was delivered on { $day }, { $part }.
visit-status-not-delivered = Your bag could not be left with you on { $day }, { $part }. The library will get in touch.
visit-status-collected = What was delivered on { $day }, { $part }, is on its way back to the library.
visit-status-shelved = What was delivered on { $day }, { $part }, is back at the library.
visit-status-cancelled = This delivery was cancelled.
visit-status-paused = This delivery is paused until you say so.
visit-status-no-day = This delivery has no day yet.
visit-status-post-confirmed = Your parcel will be posted on { $day }.
visit-status-post-packed = Your parcel is packed and will be posted on { $day }.
visit-status-post-out = Your parcel is with the post since { $day }.

## What readers are told; “-short” is for short messages, which others may read: no titles, at most 70 characters

notice-subject = News of your delivery
notice-carer-ask = Somebody you allowed to act for you has asked the library to deliver books to you. If that is not right, please call us.
notice-carer-change = Somebody you allowed to act for you has changed your next delivery. If that is not right, please call us.
notice-carer-cancel = Somebody you allowed to act for you has cancelled your delivery. If that is not right, please call us.
notice-carer-pause = Somebody you allowed to act for you has paused your delivery. If that is not right, please call us.
notice-carer-resume = Somebody you allowed to act for you has asked for your paused delivery again. If that is not right, please call us.
notice-carer-confirm = Somebody you allowed to act for you has agreed to your next delivery. If that is not right, please call us.
notice-carer-receive = Somebody you allowed to act for you has told us that your parcel arrived. If that is not right, please call us.
notice-carer-plan = Somebody you allowed to act for you has changed your delivery plan. If that is not right, please call us.
notice-carer-plan-end = Somebody you allowed to act for you has ended your delivery plan. If that is not right, please call us.
notice-confirmed = Your books come on { $day }, { $part }. The number on the bag is { $bag }.
notice-confirmed-short = Your books come on { $day }, { $part }. Bag { $bag }.
notice-rebooked = We will bring your bag again on { $day }, { $part }. The number on the bag is { $bag }.
notice-rebooked-short = We come again on { $day }, { $part }. Bag { $bag }.
notice-missed = We were at your door with bag { $bag } and could not leave it. We will call you; nothing becomes overdue.
notice-missed-short = We were at your door and could not leave bag { $bag }. We will call you.
notice-draft = On { $day }, { $part }, we will bring you: { $titles }. You can swap or strike titles until the bag is packed. If this suits you, you need not do anything.
notice-draft-short = Your next books come on { $day }, { $part }. Call us to change them.
notice-nothing-found = For { $day }, { $part }, we have found nothing yet that fits your wishes. Please tell us what you would like.
notice-nothing-found-short = We have found nothing yet for { $day }. Please call us.
notice-reminder = Your books come tomorrow or today: { $day }, { $part }. The number on the bag is { $bag }.
notice-reminder-short = Your books come on { $day }, { $part }. Bag { $bag }.
notice-carer-ask-short = Somebody who acts for you has changed something about your delivery. Questions? Call us.
notice-carer-change-short = Somebody who acts for you has changed something about your delivery. Questions? Call us.
notice-carer-cancel-short = Somebody who acts for you has changed something about your delivery. Questions? Call us.
notice-carer-pause-short = Somebody who acts for you has changed something about your delivery. Questions? Call us.
notice-carer-resume-short = Somebody who acts for you has changed something about your delivery. Questions? Call us.
notice-carer-confirm-short = Somebody who acts for you has changed something about your delivery. Questions? Call us.
notice-carer-receive-short = Somebody who acts for you has changed something about your delivery. Questions? Call us.
notice-carer-plan-short = Somebody who acts for you has changed something about your delivery. Questions? Call us.
notice-carer-plan-end-short = Somebody who acts for you has changed something about your delivery. Questions? Call us.

upkeep-delivery-dues = Loans of deliveries given a later last day: { $count }
upkeep-delivery-titles = Deliveries that no longer know what was in the bag: { $count }

## On paper

paper-bag = Bag
paper-label = Label of a bag
paper-card = Address card
paper-route = Route sheet
paper-barcode = Barcode
paper-free-of-postage = Free of postage
paper-to = To
paper-back = Please turn over and send back to
paper-window = Between { $begins } and { $ends }
paper-leave = Leave: bag { $bag }, pieces: { $pieces }
paper-collect = Take back: bag { $bag }, pieces: { $pieces }
paper-phone = Telephone: { $phone }
paper-knock = How to knock: { $knock }
paper-password = Say: { $password }
paper-receivers = May also receive: { $receivers }
paper-glyph-missing = A name or address has a character that no installed font shows.
visit-round-empty = There is no bag in this round.
