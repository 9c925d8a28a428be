## Errors: people

person-not-found = 没有找到这位读者。
person-name-missing = 缺少姓名。
person-name-bad = 姓名应为一行，不超过 100 个字。
person-card-missing = 缺少读者证号。
person-card-bad = 读者证号应为 3 到 32 位字母或数字。
person-card-taken = 这个读者证号已经有人使用。
person-phone-bad = 电话号码应为 5 到 15 位数字，可以加国家代码或分机号。
person-email-bad = 电子邮箱地址不完整。
person-address-bad = 地址应为一行，不超过 500 个字。
person-birth-year-bad = 出生年份应为四位数字，并且不能晚于今年。
person-language-bad = 语言应写成代码，例如 zh-CN、zh-TW 或 en。
person-field-unknown = 读者资料中没有这个栏目。
person-branch-unknown = 没有这个代码的分馆。
person-no-phone = 馆内没有登记可以回拨的电话。请读者带读者证到服务台办理。
role-not-found = 这个角色已经终止。
branch-bad = 分馆代码应为不超过 20 位的字母、数字和连字符，名称不超过 200 个字。
staff-role-bad = 工作人员的角色是 librarian（馆员）、branch_manager（分馆负责人）或 admin（管理员）。

## Errors: eligibility, consents, care, preferences

eligibility-needs-consent = 请先取得本人对登记残障信息的单独同意。
eligibility-certificate-missing = 缺少残疾人证号码。
eligibility-certificate-bad = 残疾人证号码应为 6 到 30 位字母或数字。
eligibility-certificate-taken = 这个证件已经登记在另一位读者名下，请再核对一次。
eligibility-until-past = 到期日应在今天之后。
eligibility-not-found = 没有有效的资格登记。
consent-means-bad = 本人在网上自行同意；电话、书面或监护人的同意由工作人员登记。
consent-version-bad = 同意书版本应为不超过 30 位的字母、数字、点和连字符。
consent-not-found = 没有有效的此项同意。
care-two-people = 不能把本人设为自己的照护者。
care-scopes-missing = 请说明照护者可以做什么。
care-until-bad = 照护关系应有今后的到期日，最长两年，到期可以续办。
care-not-found = 这个照护关系已经结束。
preferences-bad = 设置“{ $field }”的值不合适。
preferences-format-unknown = 没有这种格式。
audit-purpose-unknown = 查看目的不在规定的目录中。
audit-reference-no-id = 参考编号应为不超过 80 位的字母、数字和连字符，不能写文字。

## Errors: signing in

sign-in-needed = 请先登录。
sign-in-wrong = 读者证号与密码不符。账户没有被锁定，请再试一次。
sign-in-wait = 请等 { $seconds } 秒再试；也可以让我们把登录链接发到您的邮箱，马上就能用。
sign-in-link-bad = 这个链接已经用过或已过期，请重新索取。
sign-in-passkey-bad = 通行密钥没有通过验证。请再试一次，或用读者证号和密码登录。
sign-in-again = 请重新登录一次：登录后半小时内才能更改登录方式。
second-factor-needed = 请再验证一次：输入应用中的验证码、使用通行密钥，或输入一个恢复码。
second-factor-set-up = 您的工作需要第二重验证。请现在设置通行密钥或验证码应用。
second-factor-wrong = 验证码不符，或已经用过。请等下一个验证码再试。
second-factor-not-begun = 还没有设置第二重验证。
pin-change-needed = 工作人员给您的密码只用于首次登录。请现在设置自己的密码。
pin-same = 这是图书馆给您的密码，请另选一个。
pin-too-short = 密码至少要有 { $least } 位数字或字母。
pin-too-long = 密码最多 { $most } 位。
pin-too-common = 这个密码太容易被猜到，请换一个。
pin-known-number = 密码与您的读者证号、电话或出生年份相同或是其中一段，请换一个。
pin-reset-needs-note = 请写明您如何核实对方身份（4 到 500 个字）。
passkey-bad = 通行密钥没有添加成功，请再试一次。
passkey-taken = 这个通行密钥已经添加过了。
passkey-too-many = 最多可以添加 { $most } 个通行密钥。
passkey-label-bad = 请给通行密钥起一个名字，不超过 60 个字。
passkey-not-found = 没有这个通行密钥。

## Reasons of the table of permissions

permission-sign-in = 请先登录。
permission-staff-only = 只有图书馆工作人员可以这样做。
permission-other-branch = 只有这位读者所属分馆的工作人员可以这样做。
permission-own-only = 这只能由本人来做。
permission-care-scope = 您所照护的读者没有允许您这样做。对方可以在设置中或打电话来开通。
permission-care-ended = 您与这位读者的照护关系已经结束，可以续办。
permission-volunteers-not-agreed = 这位读者没有同意让志愿者知道姓名和地址。
permission-not-eligible = 这本书只能提供给阅读障碍者；这位读者的资格还没有核实或已经到期。
permission-not-for-yourself = 这件事不能为自己办理，请找同事。
permission-role-not-yours-to-give = 您无权授予或撤销这个角色。
permission-of-staff = 这位是图书馆工作人员。只有有权授予其全部角色的人才能这样做；否则请在服务器上办理。

## Patrons from CSV, and staff, at the command line

cli-admin-help = 管理服务：工作人员、读者。
cli-create-staff-help = 新建一位工作人员，并显示首次登录用的密码。
cli-create-staff-card = 证号。
cli-create-staff-name = 姓名。
cli-create-staff-branch = 分馆代码。
cli-create-staff-role = librarian（馆员）、branch_manager（分馆负责人）或 admin（所有分馆的管理员）。
cli-create-staff-branch-name = 分馆名称；没有这个代码的分馆时就新建。
cli-create-staff-phone = 电话号码。
cli-create-staff-email = 电子邮箱。
cli-create-staff-language = 消息所用语言：zh-CN、zh-TW 或 en。
cli-import-patrons-help = 从 CSV 文件添加读者：要么全部添加；只要有一行不合适，就一个也不添加。
cli-import-patrons-file = CSV 文件，表头为：证号、姓名、电话、邮箱、地址、出生年、语言、分馆（英文表头也可以）。
cli-import-patrons-branch = 没有写分馆的行所属的分馆代码。
cli-import-patrons-dry-run = 只检查，不添加。
staff-created = 已新建。首次登录密码：{ $pin }。只显示这一次，登录后必须更改。
cli-reset-sign-in-help = 用于第二重验证丢失、又无人有权代办的人员：清除验证码应用、通行密钥、恢复码和密码，并显示新密码。
cli-reset-sign-in-card = 此人的证号。
sign-in-was-reset = 已完成，所有登录都已退出。下次登录密码：{ $pin }。只显示这一次，登录后须更改，并设置第二重验证。
patrons-row = 第 { $line } 行：{ $message }
patrons-rows-bad = 没有添加任何读者，因为有 { $count } 行不合适。请改好后再试。
patrons-added = 已添加读者 { $count } 位。
patrons-would-add = 所有行都合适。将添加读者 { $count } 位。
patrons-present = 已有而保持不变：{ $count } 位。
patrons-ignored-columns = 有 { $count } 列的表头无法识别，没有读取。
patrons-card-twice = 上面已有相同的读者证号。
patrons-no-columns = 第一行应为表头，其中要有证号和姓名，并且不能重复。
patrons-csv-bad = 第 { $line } 行不是正确的 CSV：引号或逗号位置不对。
patrons-empty = 文件中没有读者。
patrons-too-large = 文件超过 { $most } MiB。

## Mail

mail-link-subject = 图书馆登录链接
mail-link-first = 有人（可能是您本人）请求登录图书馆。下面的链接只能用一次，{ $minutes } 分钟内有效：
mail-link-last = 如果不是您本人，不必理会：没有这个链接，谁也登录不了。

## A person's data in sentences

export-first = 以下是图书馆截至 { $at } 所掌握的您的资料。
export-field = { $field }：{ $value }
export-nothing = 没有登记
export-role = 您在本馆的身份：{ $role }，自 { $since } 起。
export-eligibility = 阅读障碍登记：{ $basis }；所见证明：{ $proof }；自 { $since } 至 { $until }。
export-no-end = 长期
export-consent = 您已同意：{ $what }，自 { $since } 起。
export-consent-withdrawn = 您曾同意：{ $what }，自 { $since } 起，{ $until } 撤回。
export-care-patron = { $since } 至 { $until }，有人可以代您办理。
export-care-carer = { $since } 至 { $until }，您可以代他人办理。
export-pin = 已设置密码。任何人都无法看到它，图书馆也不能。
export-no-pin = 没有设置密码。
export-passkeys = 通行密钥：{ $count } 个。
export-loan = 您借有《{ $title }》，自 { $since } 起，至 { $until }。
export-past-loan = 您借过《{ $title }》，{ $since } 至 { $until }。
export-hold = 您在等候《{ $title }》，自 { $at } 起。
export-wish = 您的心愿单上有《{ $title }》，自 { $at } 起。
export-position = 保存着您在《{ $title }》中的阅读位置，时间 { $at }。
export-bookmark = 《{ $title }》中的书签，{ $at }：{ $note }
export-provided = { $at }：向您提供了《{ $title }》。{ $format }
export-seen = { $at }：有人查看或更改了 { $fields }；原因：{ $purpose }。
export-other-fields = 您的记录

## Names of fields, roles and the rest

field-card = 读者证号
field-name = 姓名
field-phone = 电话
field-email = 电子邮箱
field-address = 地址
field-birth-year = 出生年份
field-language = 语言
field-home-branch = 所属分馆
field-basis = 阅读障碍类别
field-proof = 证明
field-certificate-last4 = 证件号后四位
role-patron = 读者
role-volunteer = 志愿者
role-librarian = 馆员
role-branch-manager = 分馆负责人
role-admin = 管理员
basis-visual = 视力障碍
basis-perceptual = 知觉障碍
basis-physical = 肢体障碍
basis-other = 其他
proof-disability-certificate = 残疾人证
proof-doctor = 医生证明
proof-institution = 机构证明
proof-own-statement = 本人声明
consent-sensitive-data = 登记残障信息
consent-share-with-volunteers = 让志愿者知道姓名和地址
consent-share-with-post = 让邮政知道姓名和地址
consent-recommendations = 推荐书目
consent-email-notices = 电子邮件通知
consent-reading-history = 图书馆保留您的借阅记录
purpose-own-data = 本人操作
purpose-desk = 服务台办理
purpose-phone-call = 电话办理
purpose-eligibility-check = 核实资格
purpose-delivery = 送书上门
purpose-sign-in = 登录
purpose-correction = 更正资料
purpose-care = 照护关系
purpose-complaint = 处理投诉
purpose-import = 从其他系统导入
purpose-export = 导出资料
purpose-erasure = 删除资料
purpose-set-up = 设置角色
purpose-backup = 备份或恢复
scope-request = 代为点书
scope-plan = 安排送书
scope-receive = 代收图书
scope-see-current-titles = 查看在借图书
action-view-name = 查看姓名
action-view-profile = 查看证号、邮箱、出生年份
action-view-contact = 查看电话和地址
action-edit-profile = 更改资料
action-edit-preferences = 更改阅读偏好
action-view-eligibility = 查看残障登记
action-verify-eligibility = 核实资格
action-manage-consent = 给予和撤回同意
action-manage-care = 设置照护关系
action-end-care = 结束照护关系
action-request-title = 点书
action-open-restricted = 取得仅供阅读障碍者的图书
action-see-current-titles = 查看在借图书
action-see-history = 查看阅读历史、位置和笔记
action-plan-delivery = 安排送书
action-receive-delivery = 代收送书
action-lend = 借出馆藏，登记送达或遗失
action-reset-pin = 重设密码
action-reset-second-factor = 撤销遗失的第二重验证
action-end-sessions = 退出所有设备
action-see-who-looked = 查看谁看过资料
action-export-person = 导出本人全部资料
action-erase-person = 删除本人资料
action-add-patron = 添加读者
action-import-patrons = 从文件添加读者
action-grant-role = 授予和撤销角色
action-run-desk = 服务台工作：查找读者、还书、预约架、清单
action-manage-branch = 更改借阅规则、闭馆日和分馆
action-edit-catalogue = 更改目录
action-correct-readings = 更正读音
action-convert-batch = 批量转换
action-manage-jobs = 取消和重试他人的任务
action-plan-rounds = 规划送书路线
action-export-ledger = 导出提供台账
action-read-audit-log = 查看审计日志

## 应用密码

app-sign-in-wrong = 卡号与应用密码不相符，或者该密码已被取消。您可以在网页“我的账户”里新建一个。
app-label-bad = 请给应用取一个不超过 { $most } 个字的名称。
app-password-too-many = 应用密码最多 { $most } 个。请先取消一个不再使用的。
app-password-not-found = 这个应用密码已经不在了。
