# 不屬於某一種格式的錯誤和提示。
file-not-found = 沒有名為「{ $file }」的檔案。
file-is-folder = 「{ $file }」是一個資料夾，請指定書籍檔案。
file-unreadable = 無法開啟「{ $file }」：{ $reason }。
file-empty = 「{ $file }」是空檔案。
file-not-text = 「{ $file }」不是 UTF-8 純文字。
unsupported-format = 「{ $file }」不是這裡能讀取的書籍檔案。可以讀取 EPUB、純文字、HTML、Markdown、Word、ODT、RTF 和 FB2。
book-without-text = 「{ $file }」裡沒有可讀的內容。
limit-file-size = 檔案超過了可讀取的上限 { $mebibytes } MiB。
limit-time = 讀取超過 { $seconds } 秒，已停止。
limit-memory = 讀取所需記憶體超過 { $mebibytes } MiB，已停止。
limit-part-time = 「{ $part }」的處理超過 { $seconds } 秒，已停止。
limit-part-memory = 「{ $part }」所需記憶體超過 { $mebibytes } MiB，已停止。
unknown-format = 沒有「{ $format }」這種輸出格式。可用的格式：{ $known }。
bad-option = { $format } 的選項「{ $option }」不合適：{ $reason }。
findings-left-out = 還有 { $count } 處同樣的情況（「{ $about }」）。
