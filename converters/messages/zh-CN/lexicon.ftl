option-lexicon-title = 本书的更正
option-lexicon-description = 词典文件：本书中的汉语词怎样读、怎样分词连写。
option-library-lexicon-title = 本馆的更正
option-library-lexicon-description = 对本馆所有图书都有效的词典文件；与本书的更正不一致时，以本书的更正为准。
