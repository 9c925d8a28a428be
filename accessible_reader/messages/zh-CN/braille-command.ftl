# “braille”命令：把标准输入的文字转成盲文。
cli-braille-help = 把标准输入的文字转成 Unicode 盲文，每行文字输出一行盲方。
cli-braille-scheme = 盲文方案：national-common（国家通用盲文，中国大陆中文的默认方案）、current（现行盲文，全部标调）、two-cell（汉语双拼盲文）、taiwan（台湾注音点字）、hong-kong（粤语点字，未见测试数据）或 ueb（统一英文盲文）。除 national-common 外均由 liblouis 转写。不给出时由语言决定。
cli-braille-grade = 1 为一级（不缩写），2 为二级（缩写），用于两种都有的语言。
cli-braille-language = 文字的语言，用 BCP 47 标签，例如 zh-CN；不给出时从文字判断。
cli-braille-lexicon = 自备的词库文件，规定汉字读音和词语连写（仅用于 national-common）。
cli-braille-careful = 再用语言模型判断汉字读音，较慢（仅用于 national-common）。
braille-unknown-scheme = 没有名为“{ $scheme }”的盲文方案。可用的有：{ $known }。
