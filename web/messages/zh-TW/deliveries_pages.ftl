deliver-status-packed = 您的書袋已在{ $packed }裝好，將在{ $day }{ $part }送到。
deliver-time = { $weekday }{ $part ->
    [morning] 上午
    [afternoon] 下午
   *[evening] 晚上
}
deliver-weekday-mon = 星期一
deliver-weekday-tue = 星期二
deliver-weekday-wed = 星期三
deliver-weekday-thu = 星期四
deliver-weekday-fri = 星期五
deliver-weekday-sat = 星期六
deliver-weekday-sun = 星期日
deliver-any-time = 哪天都可以
deliver-by-you = 您
deliver-by-self = 讀者本人
deliver-by-your-carer = 您的照護者
deliver-by-carer = 照護者
deliver-by-staff = 圖書館
deliver-by-carrier = 送書人
deliver-by-system = 圖書館
deliver-event = { $moment }：{ $what }
deliver-event-because = { $what }（{ $why }）
deliver-event-ask = { $who }提出了這次送書。
deliver-event-confirm = { $who }確認了這次送書。
deliver-event-change = { $who }改了這次送書。
deliver-event-pause = { $who }暫停了這次送書。
deliver-event-resume = { $who }恢復了這次送書。
deliver-event-cancel = { $who }取消了這次送書。
deliver-event-pick = { $who }開始取書。
deliver-event-pack = { $who }裝好了書袋。
deliver-event-unpack = { $who }重新打開了書袋。
deliver-event-hand-over = { $who }把書袋交了出去，已在路上。
deliver-event-deliver = { $who }回報書已送到。
deliver-event-fail = { $who }回報沒有送到。
deliver-event-rebook = { $who }重新安排了日子。
deliver-event-give-up = { $who }把書袋帶回了圖書館。
deliver-event-collect = { $who }取走了要還的書。
deliver-event-shelve = { $who }把書放回了書架。
