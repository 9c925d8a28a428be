option-lexicon-title = 本书的更正
option-lexicon-description = 词典文件：本书中的汉语词怎样读、怎样分词连写，其他语言的词怎样发音。
option-library-lexicon-title = 本馆的更正
option-library-lexicon-description = 对本馆所有图书都有效的词典文件；与本书的更正不一致时，以本书的更正为准。
pronunciation-bad-line = 词库第 { $line } 行无法理解：“{ $text }”。发音词条要有原词、一个制表符和按读音改写的拼法；如有需要，再加一个制表符和语言代码（如 en）。
pronunciation-bad-entry = “{ $word }”的发音词条不合要求：要有一个词，和用字母改写的拼法。
