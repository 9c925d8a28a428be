deliver-status-packed = 您的书袋已在{ $packed }装好，将在{ $day }{ $part }送到。
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
deliver-by-self = 读者本人
deliver-by-your-carer = 您的照护人
deliver-by-carer = 照护人
deliver-by-staff = 图书馆
deliver-by-carrier = 送书人
deliver-by-system = 图书馆
deliver-event = { $moment }：{ $what }
deliver-event-because = { $what }（{ $why }）
deliver-event-ask = { $who }提出了这次送书。
deliver-event-confirm = { $who }确认了这次送书。
deliver-event-change = { $who }改了这次送书。
deliver-event-pause = { $who }暂停了这次送书。
deliver-event-resume = { $who }恢复了这次送书。
deliver-event-cancel = { $who }取消了这次送书。
deliver-event-pick = { $who }开始取书。
deliver-event-pack = { $who }装好了书袋。
deliver-event-unpack = { $who }重新打开了书袋。
deliver-event-hand-over = { $who }把书袋交了出去，已在路上。
deliver-event-deliver = { $who }报告书已送到。
deliver-event-fail = { $who }报告没有送到。
deliver-event-rebook = { $who }重新安排了日子。
deliver-event-give-up = { $who }把书袋带回了图书馆。
deliver-event-collect = { $who }取走了要还的书。
deliver-event-shelve = { $who }把书放回了书架。
