search-title = 找書
shelf-title = 我的書
account-title = 我的帳戶
