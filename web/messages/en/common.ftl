library-name = Accessible Reader Library
skip-to-content = Skip to content
title-error = Error:{" "}
nav-help = Accessibility and account
nav-main = Main
nav-trail = You are here
nav-language = Language
nav-settings = Accessibility settings (large text, high contrast, reading aloud)
nav-account = My account
nav-sign-in = Sign in
nav-sign-out = Sign out
nav-home = Home
nav-search = Find books
nav-shelf = My books
help-line = Need help? Call { $phone }
duration-seconds = { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}
duration-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
duration-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}{ $minutes ->
    [0] {""}
    [one] {" "}{ $minutes } minute
   *[other] {" "}{ $minutes } minutes
}
about-minutes = { $minutes ->
    [one] about { $minutes } minute
   *[other] about { $minutes } minutes
}
about-hours = { $hours ->
    [one] about { $hours } hour
   *[other] about { $hours } hours
}
size-bytes = { $size ->
    [one] { $size } byte
   *[other] { $size } bytes
}
size-kb = { $size } kB
size-mb = { $size } MB
size-gb = { $size } GB
form-problems = { $count ->
    [one] There is { $count } thing to correct
   *[other] There are { $count } things to correct
}
form-missing = Fill in “{ $label }”.
form-choose = Choose one under “{ $label }”.
form-too-long = “{ $label }” can have at most { $limit } characters.
form-number = “{ $label }” has to be a number.
form-too-small = “{ $label }” must be at least { $limit }.
form-too-large = “{ $label }” can be at most { $limit }.
form-bad = Something is wrong with “{ $label }”. Please check it.
error-not-found = There is no such page
error-not-found-next = The address may be mistyped, or the page has moved. Go back, or start again from the home page.
error-not-allowed = This page cannot be opened
error-not-allowed-next = If you think you should be able to open it, please contact the library.
error-not-now = That cannot be done now
error-not-now-next = Go back, look at how things are now, and try again.
error-not-understood = The request was not understood
error-not-understood-next = Go back, check what you filled in, and try again. What you typed is still on that page.
error-too-large = That is too large
error-too-large-next = Choose a smaller file and try again.
error-too-fast = Please wait and try again
error-too-fast-next = There were too many requests. Wait a moment, then open the page again.
error-ours = Something went wrong on our side
error-ours-next = This is our fault, not yours. Please try again in a few minutes.
error-reference = If you call us, say this number: { $reference }.
error-call = You can also call us: { $phone }
error-home = Go to the home page
search-label = Title, author or subject
search-button = Find
welcome-title = Books to hear, to feel and to see
welcome-text = You can listen to the books here, read them in braille or in large print. Find a book first, or sign in to borrow.
home-title = My home page
