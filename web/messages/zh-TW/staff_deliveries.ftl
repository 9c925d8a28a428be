staff-group-delivery = 送書上門
staff-deliveries-title = 送書上門：當日安排
staff-delivery-title = 送書上門：書袋 { $bag }
staff-rounds-title = 當日送書路線
staff-round-title = { $day }{ $part ->
    [morning] 上午
    [afternoon] 下午
   *[evening] 晚上
}的送書路線
staff-round-new-title = 新增路線
staff-round-carrier-title = 換人送這條路線
staff-round-link-title = 當日連結
staff-round-proposal-title = 建議的順序

staff-deliver-days = 其他日期
staff-deliver-day-before = 前一天
staff-deliver-day-after = 後一天
staff-deliver-today = 今天
staff-deliver-other-day = 看另一天
ask-staff-deliver-day = 日期
ask-staff-deliver-day-hint = 例如 2027-11-22。
staff-deliver-bag = 書袋 { $bag }
staff-deliver-both = { $first }{ $second }
staff-deliver-colon = ：
staff-deliver-choose = 請選擇
staff-deliver-part-morning = 上午
staff-deliver-part-afternoon = 下午
staff-deliver-part-evening = 晚上
staff-deliver-day-part = { $day }{ $part ->
    [morning] 上午
    [afternoon] 下午
   *[evening] 晚上
}
staff-deliver-counts-none = { $day }沒有要送的書。
staff-deliver-counts = { $day }共有 { $count } 次送書：{ $parts }。
staff-deliver-count-drafted = 計畫草擬 { $count } 次
staff-deliver-count-to-pack = 待裝袋 { $count } 次
staff-deliver-count-packed = 已裝袋 { $count } 次
staff-deliver-count-out = 在路上 { $count } 次
staff-deliver-count-delivered = 已送到 { $count } 次
staff-deliver-count-failed = 沒送到 { $count } 次
staff-deliver-group-failed = 沒有送到（{ $count }）
staff-deliver-group-left-over = 前幾天遺留（{ $count }）
staff-deliver-group-drafted = 當天的計畫草擬（{ $count }）
staff-deliver-group-to-pack = 當天待裝袋（{ $count }）
staff-deliver-group-packed = 已裝袋（{ $count }）
staff-deliver-group-out = 在路上（{ $count }）
staff-deliver-group-delivered = 已送到（{ $count }）
staff-deliver-group-off = 已取消（{ $count }）
staff-deliver-group-waiting = 等待定日子（{ $count }）
staff-deliver-group-empty-drafts = 其他日子還沒有書的草擬（{ $count }）
staff-deliver-group-paused = 暫停中，等讀者通知（{ $count }）
staff-deliver-nothing = 這一天沒有要辦的事。
staff-deliver-to-rounds = 這一天的路線
staff-deliver-more = 當天的其他工作
staff-deliver-take-down = 先找到讀者，再登記電話申請

staff-deliver-told-requested = { $asked }申請，還沒有定日子。方便的時間：{ $times }。
staff-deliver-told-drafted = 由計畫草擬；讀者不反對就會送。
staff-deliver-told-confirmed = 日子已定，等待取書。
staff-deliver-told-picking = 正在取書裝袋。
staff-deliver-told-packed = 已裝袋，還沒有排進路線。
staff-deliver-told-packed-round = 已裝袋，是路線的第 { $stop } 站。
staff-deliver-told-out = 已在路上。
staff-deliver-told-delivered = 已送到：{ $at }。
staff-deliver-told-not-delivered = 沒能交到讀者手中。
staff-deliver-told-collected = 送去的書正在送回。
staff-deliver-told-shelved = 書已全部回到書架。
staff-deliver-told-cancelled = 已取消。
staff-deliver-told-paused = 已暫停，等讀者通知。
staff-deliver-told-post-confirmed = 郵寄包裹，等待取書。
staff-deliver-told-post-packed = 郵寄包裹，已裝好，還沒有交郵局。
staff-deliver-told-post-out = 郵寄包裹，已交郵局。
staff-deliver-things = 共 { $count } 件。
staff-deliver-things-open = 共 { $count } 件，其中 { $open } 件還沒有找到。
staff-deliver-fetch = 不送書，只取書。
staff-deliver-failed-rebook = { $when }：{ $why }。已試 { $count } 次。建議：改日再送。
staff-deliver-failed-call = { $when }：{ $why }。已試 { $count } 次。建議：打電話給讀者。
staff-deliver-failed-emergency = { $when }：{ $why }。已試 { $count } 次。建議：先打電話給讀者；無人接聽時聯絡緊急聯絡人。
staff-deliver-step-day = 定日子
staff-deliver-step-look = 查看
staff-deliver-step-pack = 取書裝袋
staff-deliver-step-post = 已交郵局
staff-deliver-step-round = 看所在路線
staff-deliver-step-rounds = 排進路線
staff-deliver-step-outcome = 登記結果
staff-deliver-step-again = 怎麼辦
staff-deliver-step-rebook = 改日再送
staff-deliver-step-call = 打電話，再定日子
staff-deliver-step-emergency = 打電話或聯絡緊急聯絡人
staff-deliver-advice-rebook = 建議：改日再送。書袋不用拆。
staff-deliver-advice-call = 建議：打電話給讀者，商定日子，或者不再送。
staff-deliver-advice-emergency = 不止一次無人應門，原因不明。請先打電話給讀者；無人接聽時，聯絡讀者指定的人。

staff-deliver-forgotten = 這位讀者的資料已刪除，只留下曾經送過書的紀錄。
staff-deliver-missing = 還有 { $count } 件沒有找到。請問問讀者，或者換一本，或者劃去。
staff-deliver-shown-once = 因您要求而顯示；讀者能看到您看過。離開本頁後不再顯示。
staff-deliver-next = 現在可以做的
staff-deliver-over = 這次送書已經結束，沒有要辦的事了。
staff-deliver-confirm = 定日子
staff-deliver-confirm-again = 改日子
staff-deliver-confirm-button = 定在這一天並通知讀者
ask-staff-deliver-when = 時間
ask-staff-deliver-when-hint = 先列出開放而且讀者方便的日子。
staff-deliver-when-other = 其他日子，寫在下面
ask-staff-deliver-part = 時段
ask-staff-deliver-part-hint = 選「其他日子」時才要填。
staff-deliver-outcome = 登記結果
ask-staff-deliver-outcome = 結果怎樣？
ask-staff-deliver-outcome-delivered = 已送到
ask-staff-deliver-outcome-failed = 沒有送到
ask-staff-deliver-reason-failed = 沒有送到的原因
staff-deliver-outcome-button = 登記
staff-deliver-rebook = 改日再送
staff-deliver-rebook-button = 定在這一天再送並通知讀者
staff-deliver-after-all = 後來送到了
staff-deliver-after-all-text = 例如鄰居代收，或志工又去了一次。
staff-deliver-after-all-button = 後來已送到
staff-deliver-give-up = 不再送
staff-deliver-give-up-text = 書袋帶回圖書館，在借還台拆袋歸還。不會算逾期。
ask-staff-deliver-reason-give-up = 不再送的原因
staff-deliver-give-up-button = 書袋帶回圖書館
staff-deliver-phone = 讀者的電話
staff-deliver-phone-button = 顯示電話號碼
staff-deliver-no-phone = 沒有登記電話
staff-deliver-emergency = 緊急聯絡人
staff-deliver-emergency-button = 顯示緊急聯絡人
staff-deliver-collected-text = 如果這一袋書已在門口或透過郵局全部交還，請在這裡登記；從此不會算逾期。
staff-deliver-collected-button = 已全部交還
staff-deliver-resume-text = 讀者通知後可以恢復，然後重新定日子。
staff-deliver-resume-button = 恢復
staff-deliver-lines = 袋中的書
staff-deliver-strike = 劃去
staff-deliver-swap = 圖書館另選
staff-deliver-swap-for = 換成指定的書
staff-deliver-add = 再加一件，由圖書館選
staff-deliver-add-title = 再加一本指定的書
staff-deliver-to-door = 送書地址和敲門方式
staff-deliver-to-deliveries = 這位讀者的所有送書
staff-deliver-line-chosen-by-us = 由圖書館代選
staff-deliver-line-gone = 書名已不再保留
staff-deliver-line-wanted = 還沒有找到
staff-deliver-line-being-made = 正在製作
staff-deliver-line-chosen = 選定的館藏 { $barcode }
staff-deliver-line-in-bag = 已裝袋
staff-deliver-line-with-reader = 在讀者處
staff-deliver-line-back = 已還
staff-deliver-line-struck = 已劃去
staff-deliver-line-missing = 沒找到，這次不送
staff-deliver-facts = 這次送書的情況
staff-deliver-fact-branch = 分館
staff-deliver-fact-day = 日子
staff-deliver-fact-means = 方式
staff-deliver-means-visit = 送上門
staff-deliver-means-post = 郵寄
staff-deliver-fact-times = 方便的時間
staff-deliver-fact-likes = 喜歡
staff-deliver-fact-dislikes = 不喜歡
staff-deliver-fact-note = 讀者留言
staff-deliver-fact-failures = 沒送到的次數
staff-deliver-fact-rating = 讀者評分（1 至 5）
staff-deliver-papers = 標籤和卡片
staff-deliver-papers-text = 標籤上只有書袋編號和姓名，沒有書名。點字標籤上沒有姓名。
staff-deliver-label = 列印用標籤（PDF）
staff-deliver-label-brf = 點字印表機用標籤（BRF）
staff-deliver-card = 郵寄地址卡
ask-staff-deliver-library-address = 圖書館的回寄地址
ask-staff-deliver-library-address-hint = 印在卡片背面。這個瀏覽器會記住它。
staff-deliver-card-button = 製作地址卡（PDF）
staff-deliver-wishes = 讀者另有要求時
staff-deliver-pause-text = 暫停後等讀者再通知，原定的日子不再保留。
staff-deliver-pause-button = 暫停
staff-deliver-change = 改方便的時間或留言
ask-staff-deliver-times = 方便的時間
ask-staff-deliver-note = 給裝袋人的留言
staff-deliver-cancel = 取消這次送書
ask-staff-deliver-reason = 取消的原因
staff-deliver-cancel-button = 取消送書
staff-deliver-history = 經過

said-deliver-staff-confirmed = 定在{ $day }{ $part ->
    [morning] 上午
    [afternoon] 下午
   *[evening] 晚上
}送。會通知讀者。
said-deliver-staff-confirmed-open = 定在{ $day }{ $part ->
    [morning] 上午
    [afternoon] 下午
   *[evening] 晚上
}送。會通知讀者。還有 { $count } 件沒有找到。
said-deliver-staff-changed = 已修改。
said-deliver-staff-cancelled = 這次送書已取消。
said-deliver-staff-paused = 這次送書已暫停。
said-deliver-staff-resumed = 這次送書已恢復。請定日子。
said-deliver-staff-struck = 已劃去。
said-deliver-staff-swapped = 已另找。找到了什麼，請看下面。
said-deliver-staff-added = 已加一件。找到了什麼，請看下面。
said-deliver-staff-posted = 包裹已交郵局。
said-deliver-staff-arrived = 已登記：送到了。借期從今天算起。
said-deliver-staff-failed = 已登記：沒有送到。不會算逾期。請決定怎麼辦。
said-deliver-staff-moved = 改到{ $day }{ $part ->
    [morning] 上午
    [afternoon] 下午
   *[evening] 晚上
}送。會通知讀者。請排進路線。
said-deliver-staff-rebooked = 定在{ $day }{ $part ->
    [morning] 上午
    [afternoon] 下午
   *[evening] 晚上
}再送。會通知讀者。請排進路線。
said-deliver-staff-given-up = 書袋帶回圖書館。請在借還台逐件歸還。
said-deliver-staff-collected = 已登記：全部交還。書到館後請在借還台歸還。

staff-round-told = { $part }：{ $who }，{ $count } 站
staff-round-has-carrier = 已有人負責
staff-round-no-carrier = 還沒有人負責
staff-round-weight = 重 { $kilograms } 公斤，最多 { $most } 公斤，共 { $count } 站
staff-round-fact-weight = 重量
staff-round-fact-start = 起點（緯度，經度）
staff-round-start-none = 沒有填，所以不能建議順序
staff-round-fact-link = 當日連結
staff-round-link-until = 已有，{ $day }午夜十二點前有效
staff-round-nobody-yet = 還沒有定
staff-round-staff = { $name }（館員）
staff-round-volunteer = { $name }（志工）
staff-rounds-counts = { $day }：路線 { $count } 條，還沒有排進路線的送書 { $free } 次。
staff-rounds-here = 路線
staff-rounds-none = 這一天還沒有路線。
staff-rounds-free = 還沒有排進路線（{ $count }）
staff-rounds-free-text = 打開一條路線手動排入，或者請電腦建議順序。
staff-rounds-free-none = 這一天要送上門的都已排進路線。
staff-round-to-board = 這一天的安排
ask-round-day = 日期
ask-round-day-hint = 例如 2027-11-22。
ask-round-part = 時段
ask-round-carrier = 送書人
ask-round-kilograms = 能帶多少公斤
ask-round-start = 起點的緯度和經度
ask-round-start-hint = 例如 30.25000,120.13000。不填就不能建議順序；手動排序總是可以的。這個瀏覽器會記住它。
staff-round-start-bad = 請寫緯度和經度，中間用逗號，例如 30.25000,120.13000；也可以不填。
staff-round-make = 新增路線
staff-round-propose = 請電腦建議順序
staff-round-propose-text = 電腦會找路程短、趕得上約定時間、又不超重的走法。它用到讀者住處的位置，資料不離開圖書館。您採用之前什麼都不會改變。
staff-round-propose-button = { $part ->
    [morning] 建議上午的順序
    [afternoon] 建議下午的順序
   *[evening] 建議晚上的順序
}
staff-round-no-start = 這個時段沒有填了起點的路線。請新增一條並填寫緯度和經度，或者手動排序。
staff-round-proposal-text = 現在還沒有任何改變。請看一遍，再採用或返回。採用之後每條路線仍可手動修改。
staff-round-length = 路程合計約 { $kilometres } 公里。
staff-round-proposed-at = 書袋 { $bag }，{ $at } 到
staff-round-proposed-kept = 書袋 { $bag }，之前手動排入，仍在最後
staff-round-proposed-place = （按地點表：{ $place }）
staff-round-proposed-none = 沒有站。
staff-round-accept = 採用這個順序
staff-round-not-accept = 不採用，返回
staff-round-left-out = 趕不到或帶不了（{ $count }）
staff-round-left-out-text = 請為這個時段再新增一條路線，或讓一條路線多帶一些，或改到其他日子。
staff-round-without-point = 不知道在哪裡（{ $count }）
staff-round-without-point-text = 請填寫讀者住處的位置，或在地點表裡填寫街道；也可以手動排進路線。
staff-round-not-agreed = 只能由館員送（{ $count }）
staff-round-not-agreed-text = 這些讀者沒有同意讓志工知道姓名和地址。請手動排進由館員負責的路線。
staff-round-refused = 「{ $round }」沒有改變：{ $why }
said-round-accepted = 已採用建議的順序，共 { $count } 條路線。
said-round-made = 路線已新增。請在下面排入送書，或者返回請電腦建議順序。
said-round-ordered = 順序已儲存，共 { $count } 站。
said-round-given = 這條路線已換人負責。以前的連結已失效。
said-round-handed-over = 已交出 { $count } 個書袋，都在路上了。
staff-round-do = 可以做的
staff-round-hand-over-text = 現在可以交出 { $count } 個裝好的書袋。
staff-round-hand-over = 交出書袋
staff-round-unpacked = 還有 { $count } 個沒有裝好，交出書袋時會留下。
staff-round-sheet = 大字路線單（PDF）
staff-round-link-what = 送書人用當日連結，在手機上不用登入就能打開這條路線。做了新連結，舊的就失效。
staff-round-link = 製作當日連結
staff-round-link-text = 請把這個網址傳給或唸給{ $day }送這條路線的人。它只在這裡顯示一次。
staff-round-link-midnight = 只在{ $day }有效，午夜十二點失效。
staff-round-link-careful = 誰有這個網址，誰就能看到當天的姓名和住址。萬一給錯了人，請立即重做一個，舊的馬上失效。
staff-round-link-on = 完成，回到路線
staff-round-stops = 站（{ $count }）
staff-round-stops-text = 給每次送書寫一個順序號碼。不在這條路線裡的，請留空。
staff-round-inside = 在這條路線裡
staff-round-outside = 還沒有排進路線
staff-round-place = 書袋 { $bag } 的次序
staff-round-look = 查看
staff-round-stops-button = 儲存這個順序
staff-round-nothing = 沒有可以排進這條路線的送書：這一天的都已排好，或者還沒有。
staff-round-place-number = 書袋 { $bag }：請寫 1 到 999 的整數，或者留空。
staff-round-place-twice = 書袋 { $bag }：次序 { $number } 已給了書袋 { $other }。
staff-round-place-stays = 書袋 { $bag } 已離開圖書館，要留在這條路線裡。請寫次序。
staff-round-place-refused = 書袋 { $bag }：{ $why }
staff-round-give = 交給這個人
staff-round-carrier-text = 讀者同意讓志工知道姓名和地址的，才能交給志工送。本館館員都可以送。
