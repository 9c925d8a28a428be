## 錯誤訊息：送書到家

visit-not-now = 這次送書{ $state ->
    [drafted] 還在準備
    [requested] 在等圖書館安排
    [confirmed] 已排好日子
    [picking] 正在取書
    [packed] 已經裝袋
    [out] 已在路上
    [delivered] 已經送到
    [not_delivered] 沒有送到
    [collected] 正在送回
    [shelved] 已經結束
    [cancelled] 已經取消
    [paused] 已經暫停
   *[other] 已經走到另一步
}，所以現在不能這樣做。需要協助請打電話給圖書館。
permission-visit-step = 這一步由其他人來做。
visit-reason-missing = 請說明原因。
visit-not-found = 沒有這次送書。
visit-line-not-found = 這次送書裡沒有這一件，或者已經劃去。
visit-bag-not-found = 沒有這個編號的書袋。
visit-round-not-found = 沒有這條送書路線。
visit-plan-not-found = 沒有送書計畫。
visit-link-dead = 這個連結已失效。連結只在當天有效，請向圖書館索取新的連結。
visit-field-bad = 「{ $field }」填寫有誤。
visit-nothing-wanted = 請寫明想要的書，或請圖書館代選。
visit-too-many = 一次送書最多 { $most } 件。
visit-too-heavy-for-post = 郵寄最多 { $most } 公斤。
visit-limit = 已有 { $most } 次送書在安排中。請等其中一次送達，或修改它。
visit-address-missing = 圖書館還沒有送書地址。
visit-branch-missing = 請先選擇分館，由它送書。
visit-post-not-agreed = 郵寄需要讀者先同意將姓名和地址提供給郵局。
visit-title-twice = 這本書已經在這次送書裡。
visit-line-in-bag = 這一件已經裝袋。請打電話給圖書館。
visit-bag-not-empty = 書袋裡已經有書。請打電話給圖書館。
visit-day-past = 這一天已經過去。
visit-day-closed = 這一天分館不開放。
visit-skip-read-not-agreed = 要避開讀過的書，讀者需要先同意圖書館記住借閱紀錄。
visit-not-delivered = 這次送書還沒有送達。
visit-copy-in-bag = 「{ $barcode }」已經在這個書袋裡。
visit-copy-in-other-bag = 請放回「{ $barcode }」：它屬於另一位讀者的書袋。
visit-copy-for-another = 請放回「{ $barcode }」：它已為另一位讀者保留。
visit-copy-not-wanted = 「{ $barcode }」不屬於這個書袋。請放回，或先換書。
visit-copy-not-here = 「{ $barcode }」屬於另一個分館。
visit-not-eligible = 這本書只提供給閱讀障礙者，而這位讀者的資格尚未核實。
visit-too-heavy = 加上這一件書袋重 { $kilograms } 公斤，約定最多 { $most } 公斤。
visit-look-yourself = 複查要由裝袋人以外的人來做。
visit-bag-empty = 書袋是空的。
visit-lines-open = 還有 { $count } 件沒有裝袋。請掃描，或標為「沒找到」。
visit-volume-missing = 成套的書還缺 { $count } 冊，第一冊是「{ $barcode }」。一套書要麼全送，要麼不送。
visit-return-card-missing = 書袋裡缺回寄卡。
visit-second-look = 這個書袋裡有不同種類的館藏，或有光碟、聽書機。封袋前要由另一個人複查。
visit-round-too-heavy = 這條路線的書袋共重 { $kilograms } 公斤，最多能帶 { $most } 公斤。
visit-not-this-branch = 這次送書屬於另一個分館。
visit-other-day = 這次送書不在這條路線的那一天。
visit-round-over = 這條路線的日子已經過去。
visit-round-without-carrier = 這條路線還沒有人負責。
visit-carrier-not-found = 這個人不是本館的志工或館員，不能送書。
visit-not-today = 書袋在路線當天交接。
visit-nothing-packed = 這條路線沒有裝好的書袋。
visit-not-by-post = 這次送書不走郵寄。
visit-no-emergency = 緊急聯絡人只在無人應門又原因不明時使用。
visit-no-contact = 讀者沒有指定緊急聯絡人。
notice-not-found = 沒有這通要打的電話。
erase-visit-under-way = 這位讀者有一次送書正在進行。結束之後才能刪除資料。

delivery-reason-no-answer = 無人應門
delivery-reason-refused = 拒收
delivery-reason-address = 地址有誤或找不到
delivery-reason-weather = 天氣因素
delivery-reason-unsafe = 不安全
delivery-reason-ill = 生病或住院
delivery-reason-away = 外出
delivery-reason-not-wanted = 不再需要
delivery-reason-library = 圖書館的原因
delivery-reason-other = 其他原因
delivery-part-morning = 上午
delivery-part-afternoon = 下午
delivery-part-evening = 晚上

visit-status-drafted = 圖書館已為您準備{ $day }{ $part }的送書。您還可以換書或劃去。
visit-status-requested = 您的申請已收到。圖書館會安排日期。
visit-status-confirmed = 您的書將在{ $day }{ $part }送到。
visit-status-picking = 正在為您取書，將在{ $day }{ $part }送到。
visit-status-packed = 您的書袋已裝好，將在{ $day }{ $part }送到。
visit-status-out = 您的書袋已在路上：{ $day }{ $part }。
visit-status-delivered = 您的書袋已在{ $day }{ $part }送達。
visit-status-not-delivered = { $day }{ $part }沒能把書袋交到您手中。圖書館會與您聯絡。
visit-status-collected = { $day }{ $part }送的書正在送回圖書館。
visit-status-shelved = { $day }{ $part }送的書已全部回到圖書館。
visit-status-cancelled = 這次送書已取消。
visit-status-paused = 這次送書已暫停，等您通知再送。
visit-status-no-day = 這次送書還沒有日期。
visit-status-post-confirmed = 您的包裹將在{ $day }寄出。
visit-status-post-packed = 您的包裹已裝好，將在{ $day }寄出。
visit-status-post-out = 您的包裹已在{ $day }交給郵局。

notice-subject = 送書通知
notice-carer-ask = 您授權的照護人為您申請了送書。如有不對，請打電話給我們。
notice-carer-change = 您授權的照護人修改了您的送書。如有不對，請打電話給我們。
notice-carer-cancel = 您授權的照護人取消了您的送書。如有不對，請打電話給我們。
notice-carer-pause = 您授權的照護人暫停了您的送書。如有不對，請打電話給我們。
notice-carer-resume = 您授權的照護人恢復了您的送書。如有不對，請打電話給我們。
notice-carer-confirm = 您授權的照護人同意了下一次送書。如有不對，請打電話給我們。
notice-carer-receive = 您授權的照護人告訴我們您的包裹已收到。如有不對，請打電話給我們。
notice-carer-plan = 您授權的照護人修改了您的送書計畫。如有不對，請打電話給我們。
notice-carer-plan-end = 您授權的照護人結束了您的送書計畫。如有不對，請打電話給我們。
notice-confirmed = 您的書將在{ $day }{ $part }送到。書袋編號是 { $bag }。
notice-confirmed-short = 圖書館：書將在{ $day }{ $part }送到，書袋 { $bag }。
notice-rebooked = 您的書袋將在{ $day }{ $part }再次送來。書袋編號是 { $bag }。
notice-rebooked-short = 圖書館：{ $day }{ $part }再次送書，書袋 { $bag }。
notice-missed = 我們帶著書袋 { $bag } 到過您門口，沒能交給您。我們會打電話給您；不會算逾期。
notice-missed-short = 圖書館：書袋 { $bag } 沒能交給您，我們會再聯絡您。
notice-draft = { $day }{ $part }我們將為您送來：{ $titles }。裝袋之前可以換書或劃去。如果合適，您什麼也不用做。
notice-draft-short = 圖書館：{ $day }{ $part }送書。要換書請來電，合適則不用回覆。
notice-nothing-found = { $day }{ $part }的送書還沒有找到合您心意的書。請告訴我們您想讀什麼。
notice-nothing-found-short = 圖書館：{ $day }的送書還沒找到合適的書，請來電。
notice-reminder = 送書就在{ $day }{ $part }。書袋編號是 { $bag }。
notice-reminder-short = 圖書館：{ $day }{ $part }送書，書袋 { $bag }。
notice-carer-ask-short = 圖書館：您的照護人辦理了送書事項，如有不對請來電。
notice-carer-change-short = 圖書館：您的照護人辦理了送書事項，如有不對請來電。
notice-carer-cancel-short = 圖書館：您的照護人辦理了送書事項，如有不對請來電。
notice-carer-pause-short = 圖書館：您的照護人辦理了送書事項，如有不對請來電。
notice-carer-resume-short = 圖書館：您的照護人辦理了送書事項，如有不對請來電。
notice-carer-confirm-short = 圖書館：您的照護人辦理了送書事項，如有不對請來電。
notice-carer-receive-short = 圖書館：您的照護人辦理了送書事項，如有不對請來電。
notice-carer-plan-short = 圖書館：您的照護人辦理了送書事項，如有不對請來電。
notice-carer-plan-end-short = 圖書館：您的照護人辦理了送書事項，如有不對請來電。

upkeep-delivery-dues = 延後到期日的送書借閱：{ $count }
upkeep-delivery-titles = 不再保留書名的送書：{ $count }

paper-bag = 書袋
paper-label = 書袋標籤
paper-card = 地址卡
paper-route = 送書路線單
paper-barcode = 條碼
paper-free-of-postage = 免費寄遞
paper-to = 寄往
paper-back = 請翻面寄回
paper-window = { $begins } 至 { $ends }
paper-leave = 留下：書袋 { $bag }，{ $pieces } 件
paper-collect = 取回：書袋 { $bag }，{ $pieces } 件
paper-phone = 電話：{ $phone }
paper-knock = 敲門方式：{ $knock }
paper-password = 請說暗語：{ $password }
paper-receivers = 也可以交給：{ $receivers }
paper-glyph-missing = 姓名或地址裡有一個字，已安裝的字型都無法顯示。
visit-round-empty = 這條路線沒有書袋。
