## 在網頁上聽和讀

listening-not-borrowed = 您還沒有借這本書。借閱之後馬上可以聽、可以讀。
listening-loan-over = 這本書的借期已經結束。續借或重新借閱後可以繼續。
listening-busy = 現在收聽的人太多，暫時無法再朗讀更多的書。請過幾分鐘再試。
listening-stopped = 朗讀中斷了。請再按一次播放。
listening-no-such-page = 這本書沒有第「{ $page }」頁。
listening-no-pages = 這本書沒有標明印刷頁碼。
listening-no-such-place = 書裡沒有這個位置，也許它屬於另一個版本。
listening-no-such-time = 這本書裡沒有這個時間。請用冒號寫時、分、秒，例如 1:20:00。
listening-no-such-percent = 請填 0 到 100 之間的數。
listening-nothing-to-hear = 這本書裡沒有可以朗讀的文字。

feed-not-found = 這個 Podcast 網址已失效：圖書已歸還，或網址已被取消。
