staff-group-delivery = 送书上门
staff-deliveries-title = 送书上门：当日安排
staff-delivery-title = 送书上门：书袋 { $bag }
staff-rounds-title = 当日送书路线
staff-round-title = { $day }{ $part ->
    [morning] 上午
    [afternoon] 下午
   *[evening] 晚上
}的送书路线
staff-round-new-title = 新建路线
staff-round-carrier-title = 换人送这条路线
staff-round-link-title = 当日链接
staff-round-proposal-title = 建议的顺序

staff-deliver-days = 其他日期
staff-deliver-day-before = 前一天
staff-deliver-day-after = 后一天
staff-deliver-today = 今天
staff-deliver-other-day = 看另一天
ask-staff-deliver-day = 日期
ask-staff-deliver-day-hint = 例如 2027-11-22。
staff-deliver-bag = 书袋 { $bag }
staff-deliver-both = { $first }{ $second }
staff-deliver-colon = ：
staff-deliver-choose = 请选择
staff-deliver-part-morning = 上午
staff-deliver-part-afternoon = 下午
staff-deliver-part-evening = 晚上
staff-deliver-day-part = { $day }{ $part ->
    [morning] 上午
    [afternoon] 下午
   *[evening] 晚上
}
staff-deliver-counts-none = { $day }没有要送的书。
staff-deliver-counts = { $day }共有 { $count } 次送书：{ $parts }。
staff-deliver-count-drafted = 计划草拟 { $count } 次
staff-deliver-count-to-pack = 待装袋 { $count } 次
staff-deliver-count-packed = 已装袋 { $count } 次
staff-deliver-count-out = 在路上 { $count } 次
staff-deliver-count-delivered = 已送到 { $count } 次
staff-deliver-count-failed = 没送到 { $count } 次
staff-deliver-group-failed = 没有送到（{ $count }）
staff-deliver-group-left-over = 前几天遗留（{ $count }）
staff-deliver-group-drafted = 当天的计划草拟（{ $count }）
staff-deliver-group-to-pack = 当天待装袋（{ $count }）
staff-deliver-group-packed = 已装袋（{ $count }）
staff-deliver-group-out = 在路上（{ $count }）
staff-deliver-group-delivered = 已送到（{ $count }）
staff-deliver-group-off = 已取消（{ $count }）
staff-deliver-group-waiting = 等待定日子（{ $count }）
staff-deliver-group-empty-drafts = 其他日子还没有书的草拟（{ $count }）
staff-deliver-group-paused = 暂停中，等读者通知（{ $count }）
staff-deliver-nothing = 这一天没有要办的事。
staff-deliver-to-rounds = 这一天的路线
staff-deliver-more = 当天的其他工作
staff-deliver-take-down = 先找到读者，再登记电话申请

staff-deliver-told-requested = { $asked }申请，还没有定日子。方便的时间：{ $times }。
staff-deliver-told-drafted = 由计划草拟；读者不反对就会送。
staff-deliver-told-confirmed = 日子已定，等待取书。
staff-deliver-told-picking = 正在取书装袋。
staff-deliver-told-packed = 已装袋，还没有排进路线。
staff-deliver-told-packed-round = 已装袋，是路线的第 { $stop } 站。
staff-deliver-told-out = 已在路上。
staff-deliver-told-delivered = 已送到：{ $at }。
staff-deliver-told-not-delivered = 没能交到读者手中。
staff-deliver-told-collected = 送去的书正在送回。
staff-deliver-told-shelved = 书已全部回到书架。
staff-deliver-told-cancelled = 已取消。
staff-deliver-told-paused = 已暂停，等读者通知。
staff-deliver-told-post-confirmed = 邮寄包裹，等待取书。
staff-deliver-told-post-packed = 邮寄包裹，已装好，还没有交邮局。
staff-deliver-told-post-out = 邮寄包裹，已交邮局。
staff-deliver-things = 共 { $count } 件。
staff-deliver-things-open = 共 { $count } 件，其中 { $open } 件还没有找到。
staff-deliver-fetch = 不送书，只取书。
staff-deliver-failed-rebook = { $when }：{ $why }。已试 { $count } 次。建议：改日再送。
staff-deliver-failed-call = { $when }：{ $why }。已试 { $count } 次。建议：打电话给读者。
staff-deliver-failed-emergency = { $when }：{ $why }。已试 { $count } 次。建议：先打电话给读者；无人接听时联系紧急联系人。
staff-deliver-step-day = 定日子
staff-deliver-step-look = 查看
staff-deliver-step-pack = 取书装袋
staff-deliver-step-post = 已交邮局
staff-deliver-step-round = 看所在路线
staff-deliver-step-rounds = 排进路线
staff-deliver-step-outcome = 登记结果
staff-deliver-step-again = 怎么办
staff-deliver-step-rebook = 改日再送
staff-deliver-step-call = 打电话，再定日子
staff-deliver-step-emergency = 打电话或联系紧急联系人
staff-deliver-advice-rebook = 建议：改日再送。书袋不用拆。
staff-deliver-advice-call = 建议：打电话给读者，商定日子，或者不再送。
staff-deliver-advice-emergency = 不止一次无人应门，原因不明。请先打电话给读者；无人接听时，联系读者指定的人。

staff-deliver-forgotten = 这位读者的资料已删除，只留下曾经送过书的记录。
staff-deliver-missing = 还有 { $count } 件没有找到。请问问读者，或者换一本，或者划去。
staff-deliver-shown-once = 因您要求而显示；读者能看到您看过。离开本页后不再显示。
staff-deliver-next = 现在可以做的
staff-deliver-over = 这次送书已经结束，没有要办的事了。
staff-deliver-confirm = 定日子
staff-deliver-confirm-again = 改日子
staff-deliver-confirm-button = 定在这一天并通知读者
ask-staff-deliver-when = 时间
ask-staff-deliver-when-hint = 先列出开放而且读者方便的日子。
staff-deliver-when-other = 其他日子，写在下面
ask-staff-deliver-part = 时段
ask-staff-deliver-part-hint = 选“其他日子”时才要填。
staff-deliver-outcome = 登记结果
ask-staff-deliver-outcome = 结果怎样？
ask-staff-deliver-outcome-delivered = 已送到
ask-staff-deliver-outcome-failed = 没有送到
ask-staff-deliver-reason-failed = 没有送到的原因
staff-deliver-outcome-button = 登记
staff-deliver-rebook = 改日再送
staff-deliver-rebook-button = 定在这一天再送并通知读者
staff-deliver-after-all = 后来送到了
staff-deliver-after-all-text = 例如邻居代收，或志愿者又去了一次。
staff-deliver-after-all-button = 后来已送到
staff-deliver-give-up = 不再送
staff-deliver-give-up-text = 书袋带回图书馆，在借还台拆袋归还。不会算逾期。
ask-staff-deliver-reason-give-up = 不再送的原因
staff-deliver-give-up-button = 书袋带回图书馆
staff-deliver-phone = 读者的电话
staff-deliver-phone-button = 显示电话号码
staff-deliver-no-phone = 没有登记电话
staff-deliver-emergency = 紧急联系人
staff-deliver-emergency-button = 显示紧急联系人
staff-deliver-collected-text = 如果这一袋书已在门口或通过邮局全部交还，请在这里登记；从此不会算逾期。
staff-deliver-collected-button = 已全部交还
staff-deliver-resume-text = 读者通知后可以恢复，然后重新定日子。
staff-deliver-resume-button = 恢复
staff-deliver-lines = 袋中的书
staff-deliver-strike = 划去
staff-deliver-swap = 图书馆另选
staff-deliver-swap-for = 换成指定的书
staff-deliver-add = 再加一件，由图书馆选
staff-deliver-add-title = 再加一本指定的书
staff-deliver-to-door = 送书地址和敲门方式
staff-deliver-to-deliveries = 这位读者的所有送书
staff-deliver-line-chosen-by-us = 由图书馆代选
staff-deliver-line-gone = 书名已不再保留
staff-deliver-line-wanted = 还没有找到
staff-deliver-line-being-made = 正在制作
staff-deliver-line-chosen = 选定的馆藏 { $barcode }
staff-deliver-line-in-bag = 已装袋
staff-deliver-line-with-reader = 在读者处
staff-deliver-line-back = 已还
staff-deliver-line-struck = 已划去
staff-deliver-line-missing = 没找到，这次不送
staff-deliver-facts = 这次送书的情况
staff-deliver-fact-branch = 分馆
staff-deliver-fact-day = 日子
staff-deliver-fact-means = 方式
staff-deliver-means-visit = 送上门
staff-deliver-means-post = 邮寄
staff-deliver-fact-times = 方便的时间
staff-deliver-fact-likes = 喜欢
staff-deliver-fact-dislikes = 不喜欢
staff-deliver-fact-note = 读者留言
staff-deliver-fact-failures = 没送到的次数
staff-deliver-fact-rating = 读者评分（1 至 5）
staff-deliver-papers = 标签和卡片
staff-deliver-papers-text = 标签上只有书袋编号和姓名，没有书名。盲文标签上没有姓名。
staff-deliver-label = 打印用标签（PDF）
staff-deliver-label-brf = 刻印用盲文标签（BRF）
staff-deliver-card = 邮寄地址卡
ask-staff-deliver-library-address = 图书馆的回寄地址
ask-staff-deliver-library-address-hint = 印在卡片背面。这个浏览器会记住它。
staff-deliver-card-button = 生成地址卡（PDF）
staff-deliver-wishes = 读者另有要求时
staff-deliver-pause-text = 暂停后等读者再通知，原定的日子不再保留。
staff-deliver-pause-button = 暂停
staff-deliver-change = 改方便的时间或留言
ask-staff-deliver-times = 方便的时间
ask-staff-deliver-note = 给装袋人的留言
staff-deliver-cancel = 取消这次送书
ask-staff-deliver-reason = 取消的原因
staff-deliver-cancel-button = 取消送书
staff-deliver-history = 经过

said-deliver-staff-confirmed = 定在{ $day }{ $part ->
    [morning] 上午
    [afternoon] 下午
   *[evening] 晚上
}送。会通知读者。
said-deliver-staff-confirmed-open = 定在{ $day }{ $part ->
    [morning] 上午
    [afternoon] 下午
   *[evening] 晚上
}送。会通知读者。还有 { $count } 件没有找到。
said-deliver-staff-changed = 已修改。
said-deliver-staff-cancelled = 这次送书已取消。
said-deliver-staff-paused = 这次送书已暂停。
said-deliver-staff-resumed = 这次送书已恢复。请定日子。
said-deliver-staff-struck = 已划去。
said-deliver-staff-swapped = 已另找。找到了什么，请看下面。
said-deliver-staff-added = 已加一件。找到了什么，请看下面。
said-deliver-staff-posted = 包裹已交邮局。
said-deliver-staff-arrived = 已登记：送到了。借期从今天算起。
said-deliver-staff-failed = 已登记：没有送到。不会算逾期。请决定怎么办。
said-deliver-staff-moved = 改到{ $day }{ $part ->
    [morning] 上午
    [afternoon] 下午
   *[evening] 晚上
}送。会通知读者。请排进路线。
said-deliver-staff-rebooked = 定在{ $day }{ $part ->
    [morning] 上午
    [afternoon] 下午
   *[evening] 晚上
}再送。会通知读者。请排进路线。
said-deliver-staff-given-up = 书袋带回图书馆。请在借还台逐件归还。
said-deliver-staff-collected = 已登记：全部交还。书到馆后请在借还台归还。

staff-round-told = { $part }：{ $who }，{ $count } 站
staff-round-has-carrier = 已有人负责
staff-round-no-carrier = 还没有人负责
staff-round-weight = 重 { $kilograms } 公斤，最多 { $most } 公斤，共 { $count } 站
staff-round-fact-weight = 重量
staff-round-fact-start = 起点（纬度，经度）
staff-round-start-none = 没有填，所以不能建议顺序
staff-round-fact-link = 当日链接
staff-round-link-until = 已有，{ $day }半夜十二点前有效
staff-round-nobody-yet = 还没有定
staff-round-staff = { $name }（馆员）
staff-round-volunteer = { $name }（志愿者）
staff-rounds-counts = { $day }：路线 { $count } 条，还没有排进路线的送书 { $free } 次。
staff-rounds-here = 路线
staff-rounds-none = 这一天还没有路线。
staff-rounds-free = 还没有排进路线（{ $count }）
staff-rounds-free-text = 打开一条路线手工排入，或者请电脑建议顺序。
staff-rounds-free-none = 这一天要送上门的都已排进路线。
staff-round-to-board = 这一天的安排
ask-round-day = 日期
ask-round-day-hint = 例如 2027-11-22。
ask-round-part = 时段
ask-round-carrier = 送书人
ask-round-kilograms = 能带多少公斤
ask-round-start = 起点的纬度和经度
ask-round-start-hint = 例如 30.25000,120.13000。不填就不能建议顺序；手工排序总是可以的。这个浏览器会记住它。
staff-round-start-bad = 请写纬度和经度，中间用逗号，例如 30.25000,120.13000；也可以不填。
staff-round-make = 新建路线
staff-round-propose = 请电脑建议顺序
staff-round-propose-text = 电脑会找路程短、赶得上约定时间、又不超重的走法。它用到读者住处的位置，数据不离开图书馆。您采用之前什么都不会改变。
staff-round-propose-button = { $part ->
    [morning] 建议上午的顺序
    [afternoon] 建议下午的顺序
   *[evening] 建议晚上的顺序
}
staff-round-no-start = 这个时段没有填了起点的路线。请新建一条并填写纬度和经度，或者手工排序。
staff-round-proposal-text = 现在还没有任何改变。请看一遍，再采用或返回。采用之后每条路线仍可手工修改。
staff-round-length = 路程合计约 { $kilometres } 公里。
staff-round-proposed-at = 书袋 { $bag }，{ $at } 到
staff-round-proposed-kept = 书袋 { $bag }，之前手工排入，仍在最后
staff-round-proposed-place = （按地点表：{ $place }）
staff-round-proposed-none = 没有站点。
staff-round-accept = 采用这个顺序
staff-round-not-accept = 不采用，返回
staff-round-left-out = 赶不到或带不了（{ $count }）
staff-round-left-out-text = 请为这个时段再建一条路线，或让一条路线多带一些，或改到其他日子。
staff-round-without-point = 不知道在哪里（{ $count }）
staff-round-without-point-text = 请填写读者住处的位置，或在地点表里填写街道；也可以手工排进路线。
staff-round-not-agreed = 只能由馆员送（{ $count }）
staff-round-not-agreed-text = 这些读者没有同意让志愿者知道姓名和地址。请手工排进由馆员负责的路线。
staff-round-refused = “{ $round }”没有改变：{ $why }
said-round-accepted = 已采用建议的顺序，共 { $count } 条路线。
said-round-made = 路线已建好。请在下面排入送书，或者返回请电脑建议顺序。
said-round-ordered = 顺序已保存，共 { $count } 站。
said-round-given = 这条路线已换人负责。以前的链接已失效。
said-round-handed-over = 已交出 { $count } 个书袋，都在路上了。
staff-round-do = 可以做的
staff-round-hand-over-text = 现在可以交出 { $count } 个装好的书袋。
staff-round-hand-over = 交出书袋
staff-round-unpacked = 还有 { $count } 个没有装好，交出书袋时会留下。
staff-round-sheet = 大字路线单（PDF）
staff-round-link-what = 送书人用当日链接，在手机上不用登录就能打开这条路线。做了新链接，旧的就失效。
staff-round-link = 生成当日链接
staff-round-link-text = 请把这个地址发给或念给{ $day }送这条路线的人。它只在这里显示一次。
staff-round-link-midnight = 只在{ $day }有效，半夜十二点失效。
staff-round-link-careful = 谁有这个地址，谁就能看到当天的姓名和住址。万一给错了人，请立即重做一个，旧的马上失效。
staff-round-link-on = 完成，回到路线
staff-round-stops = 站点（{ $count }）
staff-round-stops-text = 给每次送书写一个次序号。不在这条路线里的，请留空。
staff-round-inside = 在这条路线里
staff-round-outside = 还没有排进路线
staff-round-place = 书袋 { $bag } 的次序
staff-round-look = 查看
staff-round-stops-button = 保存这个顺序
staff-round-nothing = 没有可以排进这条路线的送书：这一天的都已排好，或者还没有。
staff-round-place-number = 书袋 { $bag }：请写 1 到 999 的整数，或者留空。
staff-round-place-twice = 书袋 { $bag }：次序 { $number } 已给了书袋 { $other }。
staff-round-place-stays = 书袋 { $bag } 已离开图书馆，要留在这条路线里。请写次序。
staff-round-place-refused = 书袋 { $bag }：{ $why }
staff-round-give = 交给这个人
staff-round-carrier-text = 读者同意让志愿者知道姓名和地址的，才能交给志愿者送。本馆馆员都可以送。
