# 中文盲文

braille-character-without-cells = 字符“{ $character }”（{ $code_point }）没有已知的读音或盲文符号，出现 { $count } 次，盲文中用两个满方代替。
