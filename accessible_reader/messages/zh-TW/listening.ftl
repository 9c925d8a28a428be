## 在網頁上聽和讀

listening-not-borrowed = 您還沒有借這本書。借閱之後馬上可以聽、可以讀。
listening-loan-over = 這本書的借期已經結束。續借或重新借閱後可以繼續。
listening-busy = 現在收聽的人太多，暫時無法再朗讀更多的書。請過幾分鐘再試。
listening-stopped = 朗讀中斷了。請再按一次播放。
listening-no-such-page = 這本書沒有第「{ $page }」頁。
listening-no-pages = 這本書沒有標明印刷頁碼。
