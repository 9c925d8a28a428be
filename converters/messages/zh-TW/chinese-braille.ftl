# 中文點字

braille-character-without-cells = 字元「{ $character }」（{ $code_point }）沒有已知的讀音或點字符號，出現 { $count } 次，點字中以兩個滿方代替。

option-chinese-readings-title = 漢字讀音
option-chinese-readings-description = 怎樣決定漢字讀音：fast 依詞和規則（快速），careful 再用語言模型（仔細）。
option-chinese-tones-title = 聲調標寫
option-chinese-tones-description = rule 依《國家通用盲文方案》省略聲調；all 全部標調，供初學者使用。
option-chinese-particles-title = 助詞「的、地、得」
option-chinese-particles-description = joined 與前面的詞連寫，apart 分開寫；各地做法不一。
option-chinese-idioms-title = 四字成語
option-chinese-idioms-description = joined 連寫成一個詞，halves 每兩字一節分開寫；各地做法不一。
option-chinese-stop-blank-title = 句末標點後空方
option-chinese-stop-blank-description = 。？！後面接著詞語時是否空一方；點字出版品的國家標準沒有這項要求。
option-chinese-decimal-point-title = 小數點
option-chinese-decimal-point-description = 小數點的點位：2 依照 GB/T 18028-2010，46 和 3 是其他軟體的寫法。
option-chinese-number-link-title = 數字與後面的詞之間
option-chinese-number-link-description = 為避免詞的第一方被當作數字：blank 空一方，connector 用連接號（第3、6點）。
