option-lexicon-title = 本書的更正
option-lexicon-description = 詞典檔案：本書中的漢語詞怎樣讀、怎樣分詞連寫。
option-library-lexicon-title = 本館的更正
option-library-lexicon-description = 對本館所有書籍都有效的詞典檔案；與本書的更正不一致時，以本書的更正為準。
