## 错误：备份与恢复

backup-passphrase-missing = 需要密码短语。可以写在文件里（--passphrase-file）、放在环境变量 ACCESSIBLE_READER_BACKUP_PASSPHRASE 中，或在终端输入。（使用 --plain 且不用 --with-keys 时不需要，但任何拿到该文件的人都能看到谁借了什么。）
backup-passphrase-short = 密码短语至少要有 { $least } 个字符，最好用几个词组成。拿到文件的人可以无限次尝试。
backup-passphrases-differ = 两次输入的密码短语不一致。没有写入任何内容。
backup-passphrase-wrong = 这不是这份备份的密码短语。
backup-file-there = “{ $file }”已经存在，不会被覆盖。请换一个名称。
backup-no-folder = 没有文件夹“{ $folder }”。
backup-no-backup = 这个文件不是图书馆备份。
backup-newer = 这份备份由更新版本的程序（{ $software }）制作。请先升级程序。没有任何改动。
backup-damaged = 这份备份已损坏（{ $what }），没有恢复，也没有任何改动。请改用它的另一个副本或更早的备份。
restore-not-empty = 这个图书馆里已经有数据。使用 --replace 可以替换；在备份完整到位之前，原有数据保持不变。也可用 --into 文件夹 建立一个新馆。
restore-workers-live = 有工作进程正在使用这个图书馆：{ $workers }。请先停止所有工作进程和网站。
restore-refused = 数据库拒绝了备份中的一行（{ $reason }）。没有任何改动。
restore-keys-missing = 需要本馆的密钥，而备份中没有。请先把您保存的密钥副本放到“{ $file }”。没有密钥，任何人都无法读出姓名、证号和 PIN。
restore-keys-other = “{ $file }”中的密钥与这份备份不符。请放入正确的密钥（把原来的移到别处，不要删除）。
audit-hash-bad = 记下的哈希值至少要有 { $least } 位，由 0 到 9 和 a 到 f 组成。
conversion-ended = 这项转换已经结束。
jobs-no-such-branch = 没有代码为“{ $branch }”的图书馆或分馆。
jobs-needs-id = 请说明是哪一项转换（给出编号的开头部分）。“accessible-reader jobs”可列出全部。
jobs-needs-priority = 请说明优先级：patron（有读者在等）、staff 或 batch。

## 命令 admin backup 与 admin restore

cli-backup-help = 把整个图书馆备份到一个文件，不影响运行。
cli-backup-target = 要写入的文件；也可以是文件夹，名称自动选定。
cli-backup-plain = 不加密。任何拿到文件的人都能看到谁借了什么。
cli-backup-with-keys = 连同个人数据的密钥一起备份，用密码短语加密。否则请另存一份密钥。
cli-backup-passphrase-file = 第一行为密码短语的文件。
cli-backup-as-json = 以 JSON 输出报告。
cli-restore-help = 从备份恢复图书馆。
cli-restore-file = 备份文件。
cli-restore-into = 新馆的文件夹；数据库和文件都放在其中，不管设置如何。
cli-restore-replace = 替换馆中现有的数据。在备份完整到位之前，原有数据保留。
cli-restore-check = 只读取备份，说明它是否完整。
cli-restore-passphrase-file = 第一行为密码短语的文件。
cli-restore-as-json = 以 JSON 输出报告。
backup-ask = 备份的密码短语：
backup-ask-again = 请再输入一次：
backup-percent = 已备份 { $percent } %。
restore-check-percent = 已检查 { $percent } %。
restore-percent = 已恢复 { $percent } %。
backup-done = 已备份到 { $file }。数据 { $rows } 行，文件 { $files } 个。
backup-audit-end = 审计日志的末尾，请记在别处：{ $number } { $hash }
backup-keys-out = 注意：密钥不在这份备份里！没有“{ $file }”，任何人都无法从备份中读出姓名、证号和 PIN。请把该文件的副本存放在与备份不同的地方。
backup-keys-in = 密钥在这份备份里，受密码短语保护。没有密码短语，任何人都无法从中读出姓名、证号和 PIN。
backup-plain = 这份备份没有加密：任何拿到文件的人都能看到谁借了什么。
backup-file-missing = 存储中没有：{ $file }
backup-file-damaged = 与存入时不一致：{ $file }
backup-not-whole = 备份已写好，但图书馆本身不完整。缺少文件 { $missing } 个，损坏文件 { $damaged } 个。
restore-whole = 这份 { $made_at } 的备份是完整的。数据 { $rows } 行，文件 { $files } 个。
restore-done = 图书馆已恢复到 { $made_at } 的状态。数据 { $rows } 行，文件 { $files } 个。
restore-requeued = 当时尚未结束、现在重新开始的转换 { $count } 项，入库中的文件 { $intakes } 个。
restore-sign-in-again = 所有人都需要重新登录。
restore-forgotten-again = 在这份备份之后要求删除个人信息、现已再次删除的人：{ $count } 位。
restore-not-forgotten = { $person } 在这份备份之后要求删除个人信息，但在备份中仍有未还的借阅。请处理。
restore-audit-whole = 审计日志与写入时一致。现在的末尾：{ $number } { $hash }
restore-audit-broken = 注意：这份备份中的审计日志与写入时不一致，第 { $number } 行：{ $what }。

## 命令 admin audit-export 与 admin audit-verify

cli-audit-export-help = 把审计日志写成表格，加以验证，并给出其末尾，以便记在别处。
cli-audit-export-out = 要写入的文件（默认：标准输出）。
cli-audit-export-form = csv 或 jsonl（每行一个 JSON 对象）。
cli-audit-export-since = 从这一天起（UTC）。
cli-audit-export-until = 到这一天之前（UTC）。
cli-audit-verify-help = 验证审计日志是否与写入时一致。
cli-audit-verify-expect = 记在别处的哈希值，至少前 12 位：日志中必须有它。
cli-audit-verify-as-json = 输出 JSON。
audit-written = 已写入 { $count } 行。
audit-whole = 审计日志与写入时一致，共 { $count } 行。
audit-noted-found = 记下的末尾是第 { $number } 行。
audit-broken = 注意：审计日志与写入时不一致，第 { $number } 行：{ $what }。
audit-changed = 有一行被改动
audit-missing = 缺少一行
audit-end-missing = 末尾缺少若干行
audit-end-changed = 末尾被改动
audit-older-than-noted = 它比记下的末尾更早，或者是另一份日志

## 命令 jobs

cli-jobs-value = 用于 priority：patron（有读者在等）、staff 或 batch。
cli-jobs-library = 只列出此代码的图书馆或分馆队列中的转换。
cli-jobs-form = 只列出转换成此格式的任务。
jobs-detail-book = 书名：{ $title }
jobs-detail-format = 格式：{ $format }
jobs-detail-state = 状态：{ $state }
jobs-detail-priority = 优先级：{ $priority }，第 { $attempt } 次尝试
jobs-detail-parts = 部分：{ $done } / { $total }
jobs-detail-requested = 申请时间：{ $at }
jobs-detail-started = 开始时间：{ $at }
jobs-detail-ended = 结束时间：{ $at }
jobs-detail-error = 原因：{ $message }（{ $name }）
jobs-detail-option = 选项 { $name }：{ $value }
jobs-detail-artifact = 成品：{ $main }，文件 { $files } 个，{ $size }
jobs-detail-check = 检查 { $name }：{ $passed ->
        [yes] 通过
       *[no] 未通过
    }
