# 读取 EPUB、压缩包、标记文本和图片。
archive-damaged = “{ $file }”已损坏，里面找不到可读的文件。请重新获取一份。
archive-too-large = 书中的“{ $file }”或整本书超过了可读取的上限（{ $mebibytes } MiB）。
archive-bomb = 书中的“{ $file }”解压后大得异常，可能是恶意文件，已拒绝读取。
archive-overlap = 书中的文件互相重叠（“{ $file }”处），可能是恶意文件，已拒绝读取。
archive-too-many = 书中有 { $count } 个文件，最多只读取 { $most } 个。
archive-password = 这本书设有密码。请向提供者索取没有密码的版本。
archive-entry-refused = 书中的“{ $file }”指向书外的位置，已忽略。
archive-entry-damaged = 书中的“{ $file }”已损坏，只保留了能读出的部分。
archive-recovered = 书中的文件目录已丢失，另行找到了 { $count } 个文件，书末可能有缺失。
epub-not-zip = “{ $file }”名为 EPUB，但内容不是 EPUB，可能没有下载完整。请重新获取一份。
epub-without-package = “{ $file }”缺少说明全书组成的包文档（OPF）。请重新获取一份。
epub-without-text = “{ $file }”里没有任何可读的章节。请重新获取一份。
epub-container-mended = 书中没有说明包文档的位置，已使用“{ $file }”。
epub-spine-mended = 书中没有说明阅读顺序，已按文件清单的顺序读取。
epub-drm-lcp = “{ $file }”受 Readium LCP 保护。图书馆或书店可以为阅读障碍者提供不加密的版本；本系统不会破解加密。
epub-drm-adobe = “{ $file }”受 Adobe DRM 保护。图书馆或书店可以为阅读障碍者提供不加密的版本；本系统不会破解加密。
epub-drm-apple = “{ $file }”受 Apple FairPlay 保护。图书馆或书店可以为阅读障碍者提供不加密的版本；本系统不会破解加密。
epub-drm-unknown = “{ $file }”的正文已加密。图书馆或书店可以为阅读障碍者提供不加密的版本；本系统不会破解加密。
epub-parts-locked = 书中有 { $count } 个文件已加密，无法使用；正文没有加密。
epub-document-missing = 书中提到的“{ $file }”不存在。
epub-document-remote = 书中提到网上的文档（“{ $file }”）；本系统不会从网上下载内容。
epub-document-empty = “{ $file }”里没有可读的内容。
epub-document-added = 阅读顺序里没有“{ $file }”，但有链接指向它，已加在书末。
epub-recorded-narration = 书中带有真人朗读录音（约 { $minutes } 分钟），目前没有使用这些录音。
contents-missing = 书中没有可用的目录，已根据标题生成目录。
contents-too-large = 目录过大或层次过深，已简化层次，略去 { $count } 个条目。
encoding-guessed = 文件没有正确说明字符编码，已按 { $encoding } 读取。
encoding-damaged = 有 { $count } 个字符无法按 { $encoding } 读出，已用“�”代替。
document-repaired = 这个文档的标记有错误，已修复后读取。
nesting-flattened = 这个文档嵌套过深，已简化层次，文字没有缺失。
text-hidden = 书中有 { $count } 处设为隐藏的文字，没有读取。
media-left-out = 此处有{ $kind ->
    [audio] 音频
    [video] 视频
   *[other] 互动内容
}，已略去。
language-differs = 书中标明的语言是“{ $declared }”，但正文实际是“{ $found }”，已按后者处理。
picture-missing = 图片“{ $picture }”不存在。
picture-broken = 图片“{ $picture }”已损坏或类型不明，没有使用；替代文字已保留。
picture-too-large = 图片“{ $picture }”像素过多，没有使用；替代文字已保留。
picture-elsewhere = 图片“{ $picture }”在互联网上，没有下载；替代文字已保留。
