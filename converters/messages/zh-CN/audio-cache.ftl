## 语音片段库（audio_cache）

audio-cache-full = 存放朗读片段的地方已满（{ $reason }）。句子照常朗读，但没有保存；下次转换这本书仍需同样长的时间。
audio-cache-denied = 无权读写朗读片段的存放处（{ $reason }）。请检查权限或凭据。
audio-cache-unreachable = 无法访问语音库（{ $reason }）。句子将重新朗读，且不会保存。
audio-cache-bad-url = “{ $url }”不能用来存放朗读片段。可以是文件夹、file:///文件夹、s3://存储桶/前缀，或 off（关闭）。
audio-cache-bad-bound = { $name } 的值“{ $value }”不是合理的上限。大小写作 500M 或 20G，时间以天计。
