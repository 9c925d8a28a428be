## 語音片段庫（audio_cache）

audio-cache-full = 存放朗讀片段的地方已滿（{ $reason }）。句子照常朗讀，但沒有儲存；下次轉換這本書仍需同樣長的時間。
audio-cache-denied = 沒有權限讀寫朗讀片段的存放處（{ $reason }）。請檢查權限或憑證。
audio-cache-unreachable = 無法連線到語音庫（{ $reason }）。句子將重新朗讀，且不會儲存。
audio-cache-bad-url = 「{ $url }」不能用來存放朗讀片段。可以是資料夾、file:///資料夾、s3://儲存貯體/前置詞，或 off（關閉）。
audio-cache-bad-bound = { $name } 的值「{ $value }」不是合理的上限。大小寫作 500M 或 20G，時間以天計。
