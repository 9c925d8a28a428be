## 命令 serve

cli-serve-help = 运行网站和工作进程；结束的会重新启动，没有响应的会被终止。
cli-serve-host = 网站监听的地址（默认：ACCESSIBLE_READER_HOST，否则为 127.0.0.1，即仅限本机）。
cli-serve-port = 网站监听的端口（默认：ACCESSIBLE_READER_PORT，否则为 8000）。
cli-serve-workers = 启动多少个工作进程（默认：ACCESSIBLE_READER_WORKERS，否则为 1；每个都会使用全部处理器核心）。
cli-serve-web = 是否运行网站；不运行时只有工作进程。
cli-serve-grace = 收到停止请求后，用多少秒完成已开始的工作。
serve-starting =
    { $web ->
        [yes] 正在启动网站和 { $workers } 个工作进程。按 Ctrl-C 全部停止。
       *[no] 正在启动 { $workers } 个工作进程。按 Ctrl-C 全部停止。
    }
serve-open = 网站已打开：{ $address }
serve-waits = 无法访问数据库，或数据库正被占用。正在等待。
serve-stopping = 正在停止。未完成的部分将在下次启动后或在其他机器上继续。
serve-restarts = { $name } 已结束（状态 { $status }），{ $seconds } 秒后重新启动。
serve-hangs = { $name } 没有响应，将被终止并重新启动。
serve-gave-up = { $name } 连续 { $count } 次在启动后不久就结束（最后一次状态 { $status }）。原因见上文。现在全部停止。
serve-nothing = 没有可运行的内容：使用 --no-web 时至少要有一个工作进程。
serve-port-taken = 网站无法使用端口 { $port }：{ $reason }。可能有其他程序正在使用，或该端口需要权限；请用 --port 另选一个。
serve-host-unknown = “{ $host }”不是本机的地址。

## 命令 admin upkeep

cli-upkeep-help = 立即执行工作进程每小时和每天做的清理：删除不再需要保留的内容。
cli-upkeep-as-json = 输出 JSON。
upkeep-nothing = 没有需要清理的内容。
upkeep-failed = 未能完成（{ $reason }）：{ $what }
upkeep-sign-in-links = 已过期的登录链接：{ $count }
upkeep-passkey-questions = 未应答的通行密钥验证：{ $count }
upkeep-sign-in-delays = 不再有效的登录失败等待记录：{ $count }
upkeep-lost-conversions = 中断而没有结果、现记为失败的转换：{ $count }
upkeep-lost-intakes = 中断而没有结果、现记为失败的编目：{ $count }
upkeep-holds = 无人来取、已结束的预约：{ $count }
upkeep-digital-loans = 到期自动归还的电子借阅：{ $count }
upkeep-sessions = 一个月前已结束的登录会话：{ $count }
upkeep-finished-jobs = 一个月前已结束的任务记录：{ $count }
upkeep-leftovers = 转换遗留的文件和文件夹：{ $count }
upkeep-uploads = 无人编入目录的文件：{ $count }
upkeep-clips = 长期未用或超出限额的语音片段：{ $count }

## 命令 health

cli-health-help = 报告服务的状况：数据库、存储、密钥、工作进程、队列、磁盘、语音、盲文。
cli-health-as-json = 输出 JSON。
health-line-well = 正常：{ $part }（{ $detail }）
health-line-warning = 请尽快检查：{ $part }（{ $detail }）
health-line-ill = 异常：{ $part }（{ $detail }）
health-part-database = 数据库
health-part-storage = 图书存储
health-part-keys = 个人数据密钥
health-part-workers = 工作进程
health-part-queue = 等待中的转换
health-part-disk = 磁盘空间
health-part-voices = 语音
health-part-braille = 盲文
health-works = 可用
health-failed = { $reason }
health-too-slow = { $seconds } 秒内没有应答
health-not-migrated = 数据表与本程序的版本不符；启动 serve 或 worker 即可更新
health-storage-lies = 写入的内容无法原样读回
health-keys-do-not-fit = 密钥无法解开数据库中的内容，它们属于另一个数据库
health-workers = { $count } 个在运行，{ $last_beat_seconds } 秒前有响应
health-no-worker = 没有在运行的，因此无法转换；请启动 serve 或 worker
health-queue = { $count } 项
health-long-wait = { $count } 项，最早的已等待 { $minutes } 分钟
health-room = { $free_gib } GiB
health-well = 一切正常。
health-ill = 有异常。
