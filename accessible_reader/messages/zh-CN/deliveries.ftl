## 出错信息：送书上门

visit-not-now = 这次送书{ $state ->
    [drafted] 还在准备
    [requested] 在等图书馆安排
    [confirmed] 已定好日子
    [picking] 正在取书
    [packed] 已经装袋
    [out] 已在路上
    [delivered] 已经送到
    [not_delivered] 没有送到
    [collected] 正在送回
    [shelved] 已经结束
    [cancelled] 已经取消
    [paused] 已经暂停
   *[other] 已经走到另一步
}，所以现在不能这样做。需要帮助请打电话给图书馆。
permission-visit-step = 这一步由其他人来做。
visit-reason-missing = 请说明原因。
visit-not-found = 没有这次送书。
visit-line-not-found = 这次送书里没有这一件，或者已经划去。
visit-bag-not-found = 没有这个编号的书袋。
visit-round-not-found = 没有这条送书路线。
visit-plan-not-found = 没有送书计划。
visit-link-dead = 这个链接已失效。链接只在当天有效，请向图书馆要一个新的。
visit-field-bad = “{ $field }”填写得不对。
visit-nothing-wanted = 请写明想要的书，或者请图书馆代选。
visit-too-many = 一次送书最多 { $most } 件。
visit-too-heavy-for-post = 邮寄最多 { $most } 公斤。
visit-limit = 已经有 { $most } 次送书在安排中。请等其中一次送到，或者修改它。
visit-address-missing = 图书馆还没有送书地址。
visit-branch-missing = 请先选择一个分馆，由它送书。
visit-post-not-agreed = 邮寄需要读者先同意把姓名和地址告诉邮政。
visit-title-twice = 这本书已经在这次送书里。
visit-line-in-bag = 这一件已经装袋。请打电话给图书馆。
visit-bag-not-empty = 书袋里已经有书。请打电话给图书馆。
visit-day-past = 这一天已经过去。
visit-day-closed = 这一天分馆不开放。
visit-skip-read-not-agreed = 要避开读过的书，读者需要先同意图书馆记住借阅历史。
visit-not-delivered = 这次送书还没有送到。
visit-copy-in-bag = “{ $barcode }”已经在这个书袋里。
visit-copy-in-other-bag = 请放回“{ $barcode }”：它是另一位读者书袋里的。
visit-copy-for-another = 请放回“{ $barcode }”：它已为另一位读者保留。
visit-copy-not-wanted = “{ $barcode }”不属于这个书袋。请放回，或者先换书。
visit-copy-not-here = “{ $barcode }”属于另一个分馆。
visit-not-eligible = 这本书只提供给阅读障碍者，而这位读者的资格没有核实。
visit-too-heavy = 加上这一件书袋重 { $kilograms } 公斤，约定最多 { $most } 公斤。
visit-look-yourself = 复查要由装袋人以外的人来做。
visit-bag-empty = 书袋是空的。
visit-lines-open = 还有 { $count } 件没有装袋。请扫描，或者标为“没找到”。
visit-volume-missing = 成套的书还缺 { $count } 册，第一册是“{ $barcode }”。一套书要么全送，要么不送。
visit-return-card-missing = 书袋里缺回寄卡。
visit-second-look = 这个书袋里有不同种类的馆藏，或者有光盘、听书机。封袋前要由另一个人复查。
visit-round-too-heavy = 这条路线的书袋共重 { $kilograms } 公斤，最多能带 { $most } 公斤。
visit-not-this-branch = 这次送书属于另一个分馆。
visit-other-day = 这次送书不在这条路线的那一天。
visit-round-over = 这条路线的日子已经过去。
visit-round-without-carrier = 这条路线还没有人负责。
visit-carrier-not-found = 这个人不是本馆的志愿者或馆员，不能送书。
visit-not-today = 书袋在路线当天交接。
visit-nothing-packed = 这条路线没有装好的书袋。
visit-not-by-post = 这次送书不走邮寄。
visit-no-emergency = 紧急联系人只在无人应门又原因不明时使用。
visit-no-contact = 读者没有指定紧急联系人。
notice-not-found = 没有这个要打的电话。
erase-visit-under-way = 这位读者有一次送书正在进行。结束之后才能删除资料。

delivery-reason-no-answer = 无人应门
delivery-reason-refused = 拒收
delivery-reason-address = 地址不对或找不到
delivery-reason-weather = 天气原因
delivery-reason-unsafe = 不安全
delivery-reason-ill = 生病或住院
delivery-reason-away = 外出
delivery-reason-not-wanted = 不再需要
delivery-reason-library = 图书馆的原因
delivery-reason-other = 其他原因
delivery-part-morning = 上午
delivery-part-afternoon = 下午
delivery-part-evening = 晚上

visit-status-drafted = 图书馆已为您准备{ $day }{ $part }的送书。您还可以换书或划去。
visit-status-requested = 您的申请已收到。图书馆会安排日期。
visit-status-confirmed = 您的书将在{ $day }{ $part }送到。
visit-status-picking = 正在为您取书，将在{ $day }{ $part }送到。
visit-status-packed = 您的书袋已装好，将在{ $day }{ $part }送到。
visit-status-out = 您的书袋已在路上：{ $day }{ $part }。
visit-status-delivered = 您的书袋已在{ $day }{ $part }送到。
visit-status-not-delivered = { $day }{ $part }没能把书袋交到您手中。图书馆会与您联系。
visit-status-collected = { $day }{ $part }送的书正在送回图书馆。
visit-status-shelved = { $day }{ $part }送的书已全部回到图书馆。
visit-status-cancelled = 这次送书已取消。
visit-status-paused = 这次送书已暂停，等您通知再送。
visit-status-no-day = 这次送书还没有日期。
visit-status-post-confirmed = 您的包裹将在{ $day }寄出。
visit-status-post-packed = 您的包裹已装好，将在{ $day }寄出。
visit-status-post-out = 您的包裹已在{ $day }交给邮局。

notice-subject = 送书通知
notice-carer-ask = 您授权的照护人为您申请了送书。如有不对，请打电话给我们。
notice-carer-change = 您授权的照护人修改了您的送书。如有不对，请打电话给我们。
notice-carer-cancel = 您授权的照护人取消了您的送书。如有不对，请打电话给我们。
notice-carer-pause = 您授权的照护人暂停了您的送书。如有不对，请打电话给我们。
notice-carer-resume = 您授权的照护人恢复了您的送书。如有不对，请打电话给我们。
notice-carer-confirm = 您授权的照护人同意了下一次送书。如有不对，请打电话给我们。
notice-carer-receive = 您授权的照护人告诉我们您的包裹已收到。如有不对，请打电话给我们。
notice-carer-plan = 您授权的照护人修改了您的送书计划。如有不对，请打电话给我们。
notice-carer-plan-end = 您授权的照护人结束了您的送书计划。如有不对，请打电话给我们。
notice-confirmed = 您的书将在{ $day }{ $part }送到。书袋编号是 { $bag }。
notice-confirmed-short = 图书馆：书将在{ $day }{ $part }送到，书袋 { $bag }。
notice-rebooked = 您的书袋将在{ $day }{ $part }再次送来。书袋编号是 { $bag }。
notice-rebooked-short = 图书馆：{ $day }{ $part }再次送书，书袋 { $bag }。
notice-missed = 我们带着书袋 { $bag } 到过您门口，没能交给您。我们会打电话给您；不会算逾期。
notice-missed-short = 图书馆：书袋 { $bag } 没能交给您，我们会再联系您。
notice-draft = { $day }{ $part }我们将为您送来：{ $titles }。装袋之前可以换书或划去。如果合适，您什么也不用做。
notice-draft-short = 图书馆：{ $day }{ $part }送书。要换书请来电，合适则不用回复。
notice-nothing-found = { $day }{ $part }的送书还没有找到合您心意的书。请告诉我们您想读什么。
notice-nothing-found-short = 图书馆：{ $day }的送书还没找到合适的书，请来电。
notice-reminder = 送书就在{ $day }{ $part }。书袋编号是 { $bag }。
notice-reminder-short = 图书馆：{ $day }{ $part }送书，书袋 { $bag }。
notice-carer-ask-short = 图书馆：您的照护人办理了送书事项，如有不对请来电。
notice-carer-change-short = 图书馆：您的照护人办理了送书事项，如有不对请来电。
notice-carer-cancel-short = 图书馆：您的照护人办理了送书事项，如有不对请来电。
notice-carer-pause-short = 图书馆：您的照护人办理了送书事项，如有不对请来电。
notice-carer-resume-short = 图书馆：您的照护人办理了送书事项，如有不对请来电。
notice-carer-confirm-short = 图书馆：您的照护人办理了送书事项，如有不对请来电。
notice-carer-receive-short = 图书馆：您的照护人办理了送书事项，如有不对请来电。
notice-carer-plan-short = 图书馆：您的照护人办理了送书事项，如有不对请来电。
notice-carer-plan-end-short = 图书馆：您的照护人办理了送书事项，如有不对请来电。

upkeep-delivery-dues = 延后到期日的送书借阅：{ $count }
upkeep-delivery-titles = 不再保留书名的送书：{ $count }

paper-bag = 书袋
paper-label = 书袋标签
paper-card = 地址卡
paper-route = 送书路线单
paper-barcode = 条码
paper-free-of-postage = 免费寄递
paper-to = 寄往
paper-back = 请翻面寄回
paper-window = { $begins } 至 { $ends }
paper-leave = 留下：书袋 { $bag }，{ $pieces } 件
paper-collect = 取回：书袋 { $bag }，{ $pieces } 件
paper-phone = 电话：{ $phone }
paper-knock = 敲门方式：{ $knock }
paper-password = 请说暗语：{ $password }
paper-receivers = 也可以交给：{ $receivers }
paper-glyph-missing = 姓名或地址里有一个字，已安装的字体都不能显示。
visit-round-empty = 这条路线没有书袋。
