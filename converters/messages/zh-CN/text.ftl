# 纯文本、HTML 和 Markdown。
encoding-unknown = “{ $encoding }”不是已知的编码名称。可以试试 UTF-8、GB18030 或 Big5。
limit-text-size = 文本超过了可读取的上限 { $mebibytes } MiB，请拆分后再试。
text-encoding-guessed = 文件没有说明文字编码，已按 { $encoding } 读取。如果出现乱码，请指定编码。
text-undecodable = 有 { $count } 处无法按 { $encoding } 解码，以“�”代替。
text-control-characters = 去掉了 { $count } 个不应出现在文本中的控制字符。
text-no-chapters = 没有找到章节标题，全文作为一章处理。
text-heading-prefix-removed = 去掉了 { $count } 个标题前由下载网站添加的字样。
