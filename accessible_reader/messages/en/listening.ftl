## Listening and reading on the pages

listening-not-borrowed = You have not borrowed this book. Borrow it, and you can listen to it and read it at once.
listening-loan-over = The loan of this book is over. Renew it or borrow it again to go on.
listening-busy = So many people are listening at the moment that no more can be read aloud at once. Please try again in some minutes.
listening-stopped = Reading aloud was interrupted. Please press play again.
listening-no-such-page = This book has no page “{ $page }”.
listening-no-pages = This book does not say where printed pages begin.
listening-no-such-place = This place is not in the book. It may have been another edition.
listening-no-such-time = That is no time in this book. Write hours, minutes and seconds with colons, such as 1:20:00.
listening-no-such-percent = Please write a number from 0 to 100.
listening-nothing-to-hear = There are no words in this book that could be read aloud.

feed-not-found = This podcast address no longer leads to a book: the loan is over, or the address was taken away.
