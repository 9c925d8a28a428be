# 中文盲文

braille-character-without-cells = 字符“{ $character }”（{ $code_point }）没有已知的读音或盲文符号，出现 { $count } 次，盲文中用两个满方代替。

option-chinese-readings-title = 汉字读音
option-chinese-readings-description = 怎样确定汉字读音：fast 按词和规则（快速），careful 再用语言模型（细致）。
option-chinese-tones-title = 声调标写
option-chinese-tones-description = rule 按《国家通用盲文方案》省写声调；all 全部标调，供初学者使用。
option-chinese-particles-title = 助词“的、地、得”
option-chinese-particles-description = joined 与前面的词连写，apart 分写；各地做法不一。
option-chinese-idioms-title = 四字成语
option-chinese-idioms-description = joined 连写成一个词，halves 按两字一节分写；各地做法不一。
option-chinese-stop-blank-title = 句末标点后空方
option-chinese-stop-blank-description = 。？！后面接着词语时是否空一方；盲文出版物的国家标准没有这项要求。
option-chinese-decimal-point-title = 小数点
option-chinese-decimal-point-description = 小数点的点位：2 依照 GB/T 18028-2010，46 和 3 是其他软件的写法。
option-chinese-number-link-title = 数字与后面的词之间
option-chinese-number-link-description = 为避免词的第一方被当作数字：blank 空一方，connector 用连接号（第3、6点）。
