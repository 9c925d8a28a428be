## Errors: people

person-not-found = There is nobody with this number here.
person-name-missing = The name is missing.
person-name-bad = The name must be one line of at most 100 characters.
person-card-missing = The card number is missing.
person-card-bad = The card number must be 3 to 32 letters and digits.
person-card-taken = Somebody else already has this card number.
person-phone-bad = The telephone number must be 5 to 15 digits, with a country code or an extension if need be.
person-email-bad = The e-mail address is not complete.
person-address-bad = The address must be one line of at most 500 characters.
person-birth-year-bad = The year of birth must be a year with four digits, not in the future.
person-language-bad = The language must be a code such as zh-CN, zh-TW or en.
person-field-unknown = There is no such field of a person.
person-branch-unknown = There is no branch with this code.
person-no-phone = The library has no telephone number to call back. Please ask the person to come to the desk with their card.
role-not-found = This role has already ended.
branch-bad = The branch code must be at most 20 letters, digits and hyphens, its name at most 200 characters.
staff-role-bad = Staff are librarian, branch_manager or admin.

## Errors: eligibility, consents, care, preferences

eligibility-needs-consent = First the person must agree, on its own, that the library writes down a disability.
eligibility-certificate-missing = The number of the disability certificate is missing.
eligibility-certificate-bad = The number of the certificate must be 6 to 30 letters and digits.
eligibility-certificate-taken = This certificate is already in use for somebody else. Please look at it once more.
eligibility-until-past = The end must be in the future.
eligibility-not-found = There is no eligibility in force.
consent-means-bad = People agree online themselves; staff write down what was said on the telephone, signed on paper, or declared by a guardian.
consent-version-bad = The version of the text must be at most 30 letters, digits, dots and hyphens.
consent-not-found = There is no such consent in force.
care-two-people = A person cannot be their own carer.
care-scopes-missing = Please say what the carer may do.
care-until-bad = Care must end in the future, in two years at the latest; it can be renewed.
care-not-found = This care relation has already ended.
preferences-bad = The setting “{ $field }” does not fit.
preferences-format-unknown = There is no such format.
audit-purpose-unknown = The purpose is not one of those that are listed.
audit-reference-no-id = A reference must be an id of at most 80 letters, digits and hyphens, no text.

## Errors: signing in

sign-in-needed = Please sign in.
sign-in-wrong = Card number and PIN do not fit together. Nothing is locked: please try again.
sign-in-wait = Please wait { $seconds } seconds and try again; or have a link sent by e-mail, which works at once.
sign-in-link-bad = This link has been used or is too old. Please ask for a new one.
sign-in-passkey-bad = The passkey did not fit. Please try again, or sign in with card number and PIN.
sign-in-again = Please sign in once more: how you sign in can only be changed within half an hour.
second-factor-needed = Please also show your second factor: a code from your app, your passkey, or a recovery code.
second-factor-set-up = Your work here needs a second way to show who you are. Please set up a passkey or an app for codes now.
second-factor-wrong = The code does not fit, or has been used already. Please wait for the next one and try again.
second-factor-not-begun = No second factor has been set up.
pin-change-needed = The PIN you were given is for the first sign-in only. Please choose one of your own now.
pin-same = That is the PIN the library gave you. Please choose another.
pin-too-short = The PIN must have at least { $least } digits or letters.
pin-too-long = The PIN may have at most { $most } characters.
pin-too-common = This PIN is one of the first that anybody would guess. Please take another.
pin-known-number = The PIN is a part of your card number, telephone number or year of birth. Please take another.
pin-reset-needs-note = Please note how you made sure who it was (4 to 500 characters).
passkey-bad = The passkey could not be added. Please try again.
passkey-taken = This passkey is already here.
passkey-too-many = There can be at most { $most } passkeys.
passkey-label-bad = The passkey needs a name of at most 60 characters.
passkey-not-found = There is no such passkey.

## Reasons of the table of permissions

permission-sign-in = Please sign in for that.
permission-staff-only = Only library staff may do that.
permission-other-branch = Only staff of this person’s own branch may do that.
permission-own-only = That is for the person alone.
permission-care-scope = The person you care for has not allowed you that. They can do so in their settings or on the telephone.
permission-care-ended = You no longer care for this person here. The relation can be renewed.
permission-volunteers-not-agreed = The person has not agreed that volunteers learn their name and address.
permission-not-eligible = This book may only be given to people who cannot read print, and that has not been verified yet or has run out.
permission-not-for-yourself = Nobody may do that for themselves; please ask a colleague.
permission-role-not-yours-to-give = You may not give or take this role.
permission-of-staff = This person works for the library. Only somebody who may give all of their roles may do that; otherwise it is done at the server.

## Patrons from CSV, and staff, at the command line

cli-admin-help = Looks after the service: staff, patrons.
cli-create-staff-help = Makes a member of staff and prints a PIN for the first sign-in.
cli-create-staff-card = Card number.
cli-create-staff-name = Name.
cli-create-staff-branch = Code of the branch.
cli-create-staff-role = librarian, branch_manager, or admin (of all branches).
cli-create-staff-branch-name = Name of the branch; makes it when there is none with this code.
cli-create-staff-phone = Telephone number.
cli-create-staff-email = E-mail address.
cli-create-staff-language = Language for messages: zh-CN, zh-TW or en.
cli-import-patrons-help = Adds the patrons of a CSV file: all of them, or nobody when a row does not fit.
cli-import-patrons-file = CSV file with the headings card, name, phone, email, address, birth_year, language, branch (or the same in Chinese).
cli-import-patrons-branch = Code of the branch of rows that name none.
cli-import-patrons-dry-run = Only look, add nobody.
staff-created = Made. PIN for the first sign-in: { $pin }. It is shown only this once and must be changed then.
cli-reset-sign-in-help = For somebody who has lost their second factor and whom nobody else may help: takes away app, passkeys, recovery codes and PIN, and prints a new PIN.
cli-reset-sign-in-card = Card number of the person.
sign-in-was-reset = Done; all their sessions have ended. PIN for the next sign-in: { $pin }. It is shown only this once, must be changed then, and a second factor is set up.
patrons-row = Line { $line }: { $message }
patrons-rows-bad = Nobody was added, because rows do not fit: { $count }. Please mend them and try again.
patrons-added = Patrons added: { $count }.
patrons-would-add = All rows fit. Patrons that would be added: { $count }.
patrons-present = Already there, left as they are: { $count }.
patrons-ignored-columns = Columns with unknown headings, not read: { $count }.
patrons-card-twice = The same card number stands further up.
patrons-no-columns = The first line must have headings, among them one for the card number and one for the name, none twice.
patrons-csv-bad = Line { $line } cannot be read as CSV: a quotation mark or a comma is in the wrong place.
patrons-empty = There is nobody in the file.
patrons-too-large = The file is larger than { $most } MiB.

## Mail

mail-link-subject = Your link to the library
mail-link-first = Somebody, probably you, asked to sign in to the library. This link works once, for { $minutes } minutes:
mail-link-last = If it was not you, you need not do anything: without this link nobody gets in.

## A person's data in sentences

export-first = This is what the library knows of you, as of { $at }.
export-field = { $field }: { $value }
export-nothing = not known
export-role = You are here as: { $role }, since { $since }.
export-eligibility = Written down about reading print: { $basis }; seen: { $proof }; from { $since } to { $until }.
export-no-end = no end
export-consent = You have agreed: { $what }, since { $since }.
export-consent-withdrawn = You had agreed: { $what }, from { $since } until you withdrew it at { $until }.
export-care-patron = Somebody may act for you from { $since } to { $until }.
export-care-carer = You may act for somebody from { $since } to { $until }.
export-pin = A PIN is set. Nobody can read it, not even the library.
export-no-pin = No PIN is set.
export-passkeys = Passkeys: { $count }.
export-loan = You have on loan: “{ $title }”, since { $since }, until { $until }.
export-past-loan = You had on loan: “{ $title }”, from { $since } to { $until }.
export-hold = You wait for “{ $title }”, since { $at }.
export-wish = On your wish list: “{ $title }”, since { $at }.
export-position = Your place in “{ $title }” is kept, as of { $at }.
export-bookmark = Bookmark in “{ $title }”, { $at }: { $note }
export-provided = { $at }: you were given “{ $title }”. { $format }
export-seen = { $at }: somebody saw or changed { $fields }; reason: { $purpose }.
export-other-fields = your record

## Names of fields, roles and the rest

field-card = card number
field-name = name
field-phone = telephone
field-email = e-mail
field-address = address
field-birth-year = year of birth
field-language = language
field-home-branch = branch
field-basis = reason for not reading print
field-proof = proof
field-certificate-last4 = last four digits of the certificate
role-patron = patron
role-volunteer = volunteer
role-librarian = librarian
role-branch-manager = branch manager
role-admin = administrator
basis-visual = cannot see print well enough
basis-perceptual = sees, but cannot take print in
basis-physical = cannot hold a book or move the eyes
basis-other = another reason
proof-disability-certificate = disability certificate
proof-doctor = a doctor’s word
proof-institution = an institution’s word
proof-own-statement = the person’s own statement
consent-sensitive-data = that the library writes down a disability
consent-share-with-volunteers = that volunteers learn name and address
consent-share-with-post = that the post learns name and address
consent-recommendations = recommendations
consent-email-notices = notices by e-mail
consent-reading-history = that the library remembers what you have borrowed
purpose-own-data = the person themselves
purpose-desk = service at the desk
purpose-phone-call = a telephone call
purpose-eligibility-check = verifying eligibility
purpose-delivery = a delivery
purpose-sign-in = signing in
purpose-correction = a correction
purpose-care = care
purpose-complaint = a complaint
purpose-import = taking over from another system
purpose-export = handing out the data
purpose-erasure = forgetting the person
purpose-set-up = setting up roles
purpose-backup = making or restoring a backup
scope-request = ask for books
scope-plan = plan deliveries
scope-receive = receive books
scope-see-current-titles = see which books are there now
action-view-name = see the name
action-view-profile = see card number, e-mail, year of birth
action-view-contact = see telephone and address
action-edit-profile = change the record
action-edit-preferences = change how they read
action-view-eligibility = see what is written down about the disability
action-verify-eligibility = verify eligibility
action-manage-consent = give and withdraw consents
action-manage-care = say who cares for them
action-end-care = end a care relation
action-request-title = ask for a book
action-open-restricted = get a book that is for the print-disabled only
action-see-current-titles = see which books are there now
action-see-history = see what was read, where they stopped, their notes
action-plan-delivery = plan a delivery
action-receive-delivery = receive a delivery for them
action-lend = lend them a copy, note that it arrived or is lost
action-reset-pin = give a new PIN
action-reset-second-factor = take away a lost second factor
action-end-sessions = sign out everywhere
action-see-who-looked = see who has seen the data
action-export-person = export all data of the person
action-erase-person = forget the person
action-add-patron = add a patron
action-import-patrons = add patrons from a file
action-grant-role = give and take roles
action-run-desk = work at the desk: find readers, take back, hold shelf, lists
action-manage-branch = change rules of lending, closed days, branches
action-edit-catalogue = change the catalogue
action-correct-readings = correct how words are read
action-convert-batch = convert many books
action-manage-jobs = cancel and repeat others’ jobs
action-plan-rounds = plan rounds
action-export-ledger = export the ledger of provision
action-read-audit-log = read the audit log

## Passwords for apps

app-sign-in-wrong = Card number and app password do not fit together, or the password was taken away. You can make a new one on the pages, under “My account”.
app-label-bad = The app needs a name of at most { $most } characters.
app-password-too-many = There can be at most { $most } app passwords. Please take one away that you no longer use.
app-password-not-found = This app password is no longer there.
