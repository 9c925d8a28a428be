## 语音片段库：cache 和 doctor 命令

cli-cache-help = 查看已朗读句子的语音库，按上限清理，或全部清空。
cli-cache-action = stats 查看（默认）；evict 清除过旧或超出上限的部分；clear 全部清空。
cli-cache-as-json = 以 JSON 打印。
cache-off = 未保存朗读过的句子：语音库已关闭。
cache-busy = 另一个程序正在清理，本次没有执行。
cache-place = 朗读过的句子保存在：{ $place }
cache-entries = 共 { $count } 句，{ $size }
cache-uses = 最久未用：{ $oldest }；最近使用：{ $newest }
cache-hits = 自 { $since } 起：找到 { $hits } 次，未找到 { $misses } 次；{ $percent }% 无须重新朗读
cache-losses = 损坏并已删除：{ $damaged }；未能保存：{ $dropped }；为腾出空间而删除：{ $evicted }
cache-bounds = 上限：{ $size }；最后一次使用后保留 { $days } 天
cache-removed = 已删除 { $count } 句，{ $size }。
cache-left = 还剩 { $count } 句，{ $size }。
doctor-part-audio-cache = 语音库（朗读过的句子）
