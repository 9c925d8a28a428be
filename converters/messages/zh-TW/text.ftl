# 純文字、HTML 和 Markdown。
encoding-unknown = 「{ $encoding }」不是已知的編碼名稱。可以試試 UTF-8、Big5 或 GB18030。
limit-text-size = 文字超過了可讀取的上限 { $mebibytes } MiB，請分割後再試。
text-encoding-guessed = 檔案沒有說明文字編碼，已依 { $encoding } 讀取。如果出現亂碼，請指定編碼。
text-undecodable = 有 { $count } 處無法依 { $encoding } 解碼，以「�」代替。
text-control-characters = 去掉了 { $count } 個不應出現在文字中的控制字元。
text-no-chapters = 找不到章節標題，全文當作一章處理。
text-heading-prefix-removed = 去掉了 { $count } 個標題前由下載網站加上的字樣。
