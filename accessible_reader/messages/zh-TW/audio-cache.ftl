## 語音片段庫：cache 和 doctor 指令

cli-cache-help = 檢視已朗讀句子的語音庫，依上限清理，或全部清空。
cli-cache-action = stats 檢視（預設）；evict 清除過舊或超出上限的部分；clear 全部清空。
cli-cache-as-json = 以 JSON 列印。
cache-off = 未儲存朗讀過的句子：語音庫已關閉。
cache-busy = 另一個程式正在清理，這次沒有執行。
cache-place = 朗讀過的句子儲存在：{ $place }
cache-entries = 共 { $count } 句，{ $size }
cache-uses = 最久未用：{ $oldest }；最近使用：{ $newest }
cache-hits = 自 { $since } 起：找到 { $hits } 次，未找到 { $misses } 次；{ $percent }% 無須重新朗讀
cache-losses = 損毀並已刪除：{ $damaged }；未能儲存：{ $dropped }；為騰出空間而刪除：{ $evicted }
cache-bounds = 上限：{ $size }；最後一次使用後保留 { $days } 天
cache-removed = 已刪除 { $count } 句，{ $size }。
cache-left = 還剩 { $count } 句，{ $size }。
doctor-part-audio-cache = 語音庫（朗讀過的句子）
