# 不属于某一种格式的错误和提示。
file-not-found = 没有名为“{ $file }”的文件。
file-is-folder = “{ $file }”是一个文件夹，请指定图书文件。
file-unreadable = 无法打开“{ $file }”：{ $reason }。
file-empty = “{ $file }”是空文件。
file-not-text = “{ $file }”不是 UTF-8 纯文本。
unsupported-format = “{ $file }”不是这里能读取的图书文件。可以读取 EPUB、纯文本、HTML、Markdown、Word、ODT、RTF 和 FB2。
book-without-text = “{ $file }”里没有可读的内容。
limit-file-size = 文件超过了可读取的上限 { $mebibytes } MiB。
limit-time = 读取超过 { $seconds } 秒，已停止。
limit-memory = 读取所需内存超过 { $mebibytes } MiB，已停止。
limit-part-time = “{ $part }”的处理超过 { $seconds } 秒，已停止。
limit-part-memory = “{ $part }”所需内存超过 { $mebibytes } MiB，已停止。
unknown-format = 没有“{ $format }”这种输出格式。可用的格式：{ $known }。
bad-option = { $format } 的选项“{ $option }”不合适：{ $reason }。
findings-left-out = 还有 { $count } 处同样的情况（“{ $about }”）。
