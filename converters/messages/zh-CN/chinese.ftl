# 中文分析。
chinese-unreadable-characters = 有 { $count } 个字符无法识别（{ $characters }），已用替代符号表示。
chinese-stuck-pinyin = 有 { $count } 处词中夹着转换时误留的括注拼音，已去掉。
chinese-characters-without-reading = 有 { $count } 个生僻字查不到读音：{ $characters }。请补充到词库中。
chinese-mixed-scripts = 文中繁体字（{ $traditional } 个）与简体字（{ $simplified } 个）混用。
lexicon-bad-line = 词库第 { $line } 行无法理解：“{ $text }”。
lexicon-bad-entry = 词库中“{ $word }”的词条不合要求：每个字要有一个读音，各部分合起来要正好是这个词。
lexicon-unreadable = 词库“{ $path }”无法读取；它应是 UTF-8 编码的纯文本。
lexicon-too-large = 词库“{ $path }”太大。
