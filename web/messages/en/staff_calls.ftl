staff-calls-title = Calls to make
staff-calls-text = { $branch }: { $count ->
    [one] { $count } call
   *[other] { $count } calls
} to make. Who has waited longest comes first.
staff-calls-none = There is nobody to call now.
staff-calls-elsewhere = { $count ->
    [one] { $count } reader is
   *[other] { $count } readers are
} with another branch now; please ask there to call.
staff-call-phone = Telephone:
staff-call-no-phone = No telephone number is known.
staff-call-reader = The reader's page
staff-call-since = waiting since { $moment }
staff-call-tried = called before, not reached
staff-call-words = What to say:
staff-call-of = {""}: { $name }
staff-call-reached = Reached, and said
staff-call-not-reached = Not reached
staff-call-why-phone = wants to be called
staff-call-why-refused = a message could not be sent
staff-call-why-no-address = there is no number or address for messages
staff-call-why-uncertain = nobody knows whether a message arrived
staff-call-said-reached = Noted: reached, and said
staff-call-said-not-reached = Noted: not reached, to be called again
staff-call-said-gone = A colleague has made this call already
staff-call-said-nothing = Please choose “Reached” or “Not reached”
