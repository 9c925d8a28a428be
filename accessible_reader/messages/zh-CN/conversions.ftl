edition-without-file = 这个版本没有可以转换的文件。
conversion-not-found = 没有这项转换。
conversion-not-stopped = 只有失败或已取消的转换才能重试。
job-lost = 这项转换中断了，没有结果。可以重试。
worker-name-taken = 这台机器上已经有名为“{ $name }”的工作进程在运行。
storage-unavailable = 长时间无法访问图书存储：{ $reason }
database-unavailable = 长时间无法访问数据库。
source-file-missing = 文件“{ $file }”已不在存储中。
