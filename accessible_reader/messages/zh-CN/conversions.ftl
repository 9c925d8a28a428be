edition-without-file = 这个版本没有可以转换的文件。
conversion-not-found = 没有这项转换。
conversion-not-stopped = 只有失败或已取消的转换才能重试。
priority-wrong = 没有这样的优先级。
job-lost = 这项转换中断了，没有结果。可以重试。
worker-name-taken = 这台机器上已经有名为“{ $name }”的工作进程在运行。
storage-unavailable = 长时间无法访问图书存储：{ $reason }
database-unavailable = 长时间无法访问数据库。
source-file-missing = 文件“{ $file }”已不在存储中。
artifact-not-found = 没有这份成品。
format-without-imprint = 格式 { $format } 无法标注本书版权要求的“阅读障碍者专用”字样，因此不能提供。

## 命令 worker 与 jobs

cli-worker-help = 执行图书馆的转换任务，直到被停止。
cli-worker-name = 工作进程的名称，重启后保持不变。
cli-worker-processes = 同时制作的部分数（默认：每个处理器核心一个）。
cli-worker-grace = 收到停止请求后，用多少秒完成已开始的工作。
worker-started = 工作进程 { $name } 已就绪。
worker-stopping = 正在停止。未完成的部分将在下次启动后或在其他机器上继续。
worker-lost = 其他工作进程认为本进程已失效，并接管了它的工作。本进程现在结束，请重新启动。
cli-jobs-help = 列出转换任务，查看、取消、重试某一项，或调整其优先级。
cli-jobs-action = list（默认）、show、cancel、retry 或 priority。
cli-jobs-conversion = 转换任务编号的开头部分。
cli-jobs-state = 只列出处于此状态的任务；可多次给出。
cli-jobs-limit = 最多列出多少项。
cli-jobs-as-json = 输出 JSON。
jobs-none = 没有任务。
jobs-line = { $id }  { $format }：{ $state }，{ $percent } %。{ $title }
job-state-queued = 等待中
job-state-running = 制作中
job-state-done = 已完成
job-state-failed = 失败
job-state-cancelled = 已取消

## 命令 admin convert-folder 与 admin export-ledger

cli-convert-folder-help = 将文件夹中的每本书入库，并交给工作进程转换。
cli-convert-folder-folder = 文件夹；其中的子文件夹也算在内。
cli-convert-folder-to = 要制作的格式；可多次给出。
cli-convert-folder-rights = public_domain（公有领域）、licensed（已获授权）或 print_disabled_only（仅限阅读障碍者）。
cli-convert-folder-rights-basis = 权利依据，用文字说明，记入提供台账。
cli-convert-folder-branch = 这些书在哪个分馆的队列中排队（分馆代码）。
cli-convert-folder-wait = 一直等到全部结束。
batch-no-such-branch = 没有代码为“{ $branch }”的分馆。
batch-book-failed = { $file }：{ $message }
batch-queued = 已申请的转换：{ $count } 项。
batch-percent = 已结束 { $percent } %。
batch-done = 完成 { $done } 项，未完成 { $failed } 项。
cli-export-ledger-help = 将提供台账（以化名记录提供给谁）写成 CSV 表格。
cli-export-ledger-out = 要写入的文件（默认：标准输出）。
cli-export-ledger-since = 从这一天起（UTC）。
cli-export-ledger-until = 到这一天之前（UTC）。
ledger-written = { $file }：已写入 { $count } 行。

download-cap = 您在 24 小时内已下载 { $most } 个文件，达到本馆每位读者的上限。请明天继续；如果今天还需要更多，请给我们打电话。
