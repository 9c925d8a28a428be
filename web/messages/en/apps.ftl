## Apps, catalogue feeds and podcasts

apps-title = Apps and podcasts
apps-text = Here you connect reading apps, book players and podcast players with the library. What they may do: look at the catalogue, borrow books for you, and fetch your books. Nothing else.
apps-catalogue = Address of the catalogue
apps-catalogue-text = Type this address into an app that reads OPDS catalogues, such as Thorium Reader, KOReader or Moon+ Reader.
apps-passwords = { $count ->
    [0] App passwords: none yet
   *[other] App passwords: { $count }
}
apps-passwords-text = Give each app a password of its own. If a telephone is lost, take its password away here; the others go on working. “Sign out all other devices” ends all of them.
apps-made = Made { $moment }.
apps-used = Last used about { $moment }.
apps-unused = Not used yet.
apps-end = Take away
apps-new = New app password
app-new-title = New app password
app-new-text = What shall the app be called? The name is only for you, so that you know later which is which.
ask-app-name = Name of the app or device
ask-app-name-hint = For example: Thorium on my computer
app-new-button = Make the password
app-made-title = Password for “{ $name }”
app-made-text = Type these three lines into the app. The password is shown only now; if it gets lost, make a new one.
app-made-spelling = The password has only small letters and digits. Hyphens and blanks may be left out.
app-made-no-card = You have no card number: type anything.
app-made-on = Back to apps and podcasts
said-app-ended = The password was taken away. The app can no longer sign in.
podcasts-title = Podcasts
podcasts-text = Each borrowed book can be heard in a podcast player: one episode a chapter. Players that can sign in find it in the catalogue. For the others, make a private address here.
podcasts-none = No private address.
podcasts-made = Private address made { $moment }.
podcasts-make = Make a private address
podcasts-again = Make another address
podcasts-end = Take the address away
podcast-made-title = Private podcast address of “{ $title }”
podcast-made-text = Copy this address into your podcast player. It is shown only now.
podcast-made-careful = Whoever knows the address can hear the book: do not pass it on. It ends with the loan. You can take it away at any time, or make another one; then this one no longer works.
podcast-being-made = The recording is being made. The episodes appear in your player as soon as it is done.
podcast-about = “{ $title }”, borrowed from { $library }.
said-podcast-ended = The address was taken away. It no longer leads anywhere.
feed-sign-in = Sign in with your library card number and an app password. You make app passwords on the pages of the library, under “My account”, “Apps and podcasts”.
feed-login = Library card number
feed-password = App password
feed-new-about = The newest books first.
feed-all = All books
feed-all-about = By title; can be narrowed by language, format and length.
feed-subjects = Subjects
feed-subjects-about = Those with most books.
feed-lists = Lists by librarians
feed-lists-about = What librarians put together.
feed-shelf-about = What you have borrowed. Asks for card number and app password.
feed-empty = Nothing found. Back to the beginning.
feed-any = All
feed-to-make = { $format }: is made for you, { $time }
feed-being-made = { $format }: being made, { $time }
error-elsewhere = This did not come from a page of this library
error-elsewhere-next = Open the page again from the home page, and send the form once more.
error-too-fast-wait = There were too many requests from your connection. Please try again in { $seconds } seconds.
