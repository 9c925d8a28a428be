second-factor-ask = Show once more that it is you
second-factor-title = Second factor
second-factor-button = Go on
second-factor-lost = Neither telephone nor recovery codes at hand? Call { $phone }.
second-factor-set-up-first = Your role needs a second factor. Please set one up before you go on.
second-factor-intro = Besides the PIN, show in one more way that it is you. One of these is enough.
second-factor-app = Codes from an app
second-factor-app-there = It is set up. { $count ->
    [one] { $count } recovery code is left.
   *[other] { $count } recovery codes are left.
}
second-factor-passkeys = Passkeys (fingerprint, face or security key)
app-begin = Set up an app
app-remove = Stop using the app
app-title = Set up an app
app-text = Add an entry in the authenticator app of your telephone, and type or paste this secret. It is in groups of four letters.
app-open = Open it in an app on this device
app-same-secret = Use the same secret, and type the code that the app shows now.
app-button = Go on
recovery-title = Please keep your recovery codes
recovery-text = When the telephone is not at hand, each recovery code works once. They are shown only now: write them down and keep them safe.
recovery-on = I have kept them, go on
passkey-sign-in = Sign in with a passkey
passkey-failed = The passkey did not work. Try again, or use another way.
passkey-label = A name for this passkey
passkey-add = Add a passkey
passkey-remove = Remove
passkey-nameless = First give this passkey a name.
passkey-needs-script = Adding a passkey needs scripts to be allowed in the browser. Codes from an app do not.
ask-code = Code or recovery code
ask-code-hint = The 6 digits that the app shows now, or a recovery code that was not used yet.
ask-app-code = Code that the app shows
said-app-removed = The app is no longer used
said-passkey-added = The passkey is added
said-passkey-removed = The passkey is removed
