# DAISY: how a talking book is packed.
option-packaging-title = Packaging
option-packaging-description = folder: to copy onto a player’s card. zip: one file, for reading apps and for sending.
option-charset-title = Character set
option-charset-description = utf-8 for all players of today; gb18030 for old Chinese players that show UTF-8 as garbage.
