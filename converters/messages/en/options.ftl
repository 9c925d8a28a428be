# Options of formats that do not fit.
option-unknown = { $format } has no option “{ $option }”. It knows: { $known }.
option-not-a-choice = “{ $value }” does not fit the option “{ $option }” of { $format }. Choose one of: { $choices }.
option-not-a-switch = The option “{ $option }” of { $format } is either on or off, not “{ $value }”.
option-not-in-range = “{ $value }” does not fit the option “{ $option }” of { $format }. It is a number from { $low } to { $high }.
option-too-small = “{ $value }” is too small for the option “{ $option }” of { $format }. The least is { $low }.
option-too-large = “{ $value }” is too large for the option “{ $option }” of { $format }. The most is { $high }.
option-not-a-number = “{ $value }” does not fit the option “{ $option }” of { $format }. It must be a number.
disk-full = There is no room left on the disk.
disk-read-only = The disk is read-only.
folder-unwritable = Nothing can be written into the folder “{ $folder }”: { $reason }.
