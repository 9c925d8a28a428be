## Listening and reading on the pages

listening-not-borrowed = You have not borrowed this book. Borrow it, and you can listen to it and read it at once.
listening-loan-over = The loan of this book is over. Renew it or borrow it again to go on.
listening-busy = So many people are listening at the moment that no more can be read aloud at once. Please try again in some minutes.
listening-stopped = Reading aloud was interrupted. Please press play again.
listening-no-such-page = This book has no page “{ $page }”.
listening-no-pages = This book does not say where printed pages begin.
