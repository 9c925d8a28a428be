option-lexicon-title = 本書的更正
option-lexicon-description = 詞典檔案：本書中的漢語詞怎樣讀、怎樣分詞連寫，其他語言的詞怎樣發音。
option-library-lexicon-title = 本館的更正
option-library-lexicon-description = 對本館所有書籍都有效的詞典檔案；與本書的更正不一致時，以本書的更正為準。
pronunciation-bad-line = 詞庫第 { $line } 行無法理解：「{ $text }」。發音詞條要有原詞、一個定位字元和依讀音改寫的拼法；如有需要，再加一個定位字元和語言代碼（如 en）。
pronunciation-bad-entry = 「{ $word }」的發音詞條不合要求：要有一個詞，和用字母改寫的拼法。
