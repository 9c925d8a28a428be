search-title = Find books
shelf-title = My books
account-title = My account
