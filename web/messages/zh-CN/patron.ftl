search-title = 找书
shelf-title = 我的书
account-title = 我的账户
