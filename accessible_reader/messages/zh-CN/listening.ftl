## 在网页上听和读

listening-not-borrowed = 您还没有借这本书。借阅之后马上可以听、可以读。
listening-loan-over = 这本书的借期已经结束。续借或重新借阅后可以继续。
listening-busy = 现在收听的人太多，暂时不能再朗读更多的书。请过几分钟再试。
listening-stopped = 朗读中断了。请再按一次播放。
listening-no-such-page = 这本书没有第“{ $page }”页。
listening-no-pages = 这本书没有标明印刷页码。
listening-no-such-place = 书里没有这个位置，也许它属于另一个版本。
listening-no-such-time = 这本书里没有这个时间。请用冒号写时、分、秒，例如 1:20:00。
listening-no-such-percent = 请填 0 到 100 之间的数。
listening-nothing-to-hear = 这本书里没有可以朗读的文字。

feed-not-found = 这个播客地址已经失效：图书已归还，或者地址已被取消。
