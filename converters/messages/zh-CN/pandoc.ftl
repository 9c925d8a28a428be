# Word、OpenDocument、RTF 和 FB2。
office-damaged = “{ $file }”已损坏或不完整，无法读取。请用原来的软件打开并重新保存。
office-entities = “{ $file }”里有图书用不着、可能有害的 XML 定义，没有打开。
office-password = “{ $file }”设有密码。请去掉密码另存后再试。
limit-office-size = “{ $file }”解压后超过了允许的大小，可能是“压缩炸弹”。
limit-office-depth = “{ $file }”的嵌套超过 { $depth } 层，没有读取。
limit-pandoc-time = 读取文档超过 { $seconds } 秒，已停止。
limit-pandoc-memory = 读取文档所需内存超过 { $mebibytes } MiB，已停止。
pandoc-missing = 没有安装读取 Word、ODT 和 RTF 所需的 Pandoc。请运行“make setup”。
words-lost = 文件中有 { $count } 个词没有进入图书。可查找：{ $sample }
markdown-too-deep = 列表或引文嵌套过深，无法理解其结构，已按纯文本读取。
