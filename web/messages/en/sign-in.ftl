sign-in-title = Sign in
sign-in-button = Sign in
sign-in-other-ways = Other ways to sign in
sign-in-no-card = No library card yet? Call { $phone } and we will make one for you.
sign-in-link-title = Sign in with a link by e-mail
sign-in-link-intro = Give your card number or e-mail address, and we send a link to your mail box. It works once, within 15 minutes.
sign-in-link-button = Send the link
sign-in-link-again = Nothing came? Send it again
sign-in-token-title = Sign in with the link from the e-mail
ask-card = Card number
ask-pin = PIN
ask-known-as = Card number or e-mail address
ask-link = Link from the e-mail
ask-link-hint = It is filled in when you open the link in the e-mail. If it is empty, paste the whole link here.
ask-new-pin = New PIN
ask-new-pin-hint = At least 6 digits or letters. You can paste it, or use a password manager.
ask-again = New PIN once more
pin-title = Choose a PIN
pin-intro = When you save it, all other devices are signed out.
pin-button = Save the PIN
pin-not-the-same = The two PINs differ. Please type them again.
sessions-title = Where you are signed in
sessions-intro = These are the places where your account is signed in now. If you do not know one of them, sign out everywhere and choose a new PIN.
sessions-one = Signed in { $began } with { $method }; ends { $until }.
sessions-here = (this device)
sessions-end = Sign out all other devices
method-pin = card number and PIN
method-link = a link by e-mail
method-passkey = a passkey
said-signed-in = You are signed in
said-signed-out = You are signed out
said-link-sent = If we know this card number or address, a link is on its way. Please look into your mail box
said-choose-pin = Please choose a PIN of your own first
said-pin-kept = The new PIN is saved
said-sessions-ended = { $count ->
    [one] Signed out in { $count } place
   *[other] Signed out in { $count } places
}
