# 中文點字

braille-character-without-cells = 字元「{ $character }」（{ $code_point }）沒有已知的讀音或點字符號，出現 { $count } 次，點字中以兩個滿方代替。
