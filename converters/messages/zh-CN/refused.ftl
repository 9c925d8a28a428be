# 认得出但不读取的文件类型。
refused-pdf = “{ $file }”是 PDF，只保存页面的样子，这里不能读取。请向出版方索取 EPUB 或 Word 文件，或者先把 PDF 另存为 Word 或文本并核对内容。
refused-kindle = “{ $file }”是 Kindle 图书（MOBI、AZW 或 KFX）。如果没有版权保护，请用 calibre 转换成 EPUB 后再试。
refused-caj = “{ $file }”是知网的 CAJ 或 KDH 文件。请用 CAJViewer 打开并导出文字，或下载其他格式，再用文本或 Word 文件重试。
refused-umd = “{ $file }”是旧式手机用的 UMD 电子书。请先转换成文本文件或 EPUB。
refused-ofd = “{ $file }”是 OFD 版式文件。请用 OFD 阅读器打开，导出为文本或 Word 后再试。
refused-doc = “{ $file }”是旧版 Word 文件（.doc）。请用 Word、WPS 或 LibreOffice 打开，另存为 .docx。
refused-office = “{ $file }”是表格、演示文稿或其他办公文件，不是文字文档。请把文字另存为 .docx 或 .odt。
refused-picture = “{ $file }”是图片。如果图上是书页，请先做文字识别（OCR）并保存文字。
refused-comic = “{ $file }”是图片合集，例如漫画或扫描页，没有可读的文字。
refused-zip-of-books = “{ $file }”是装有文件的 ZIP 压缩包。请先解压，再选择其中的图书文件。
refused-archive = “{ $file }”是压缩包。请先解压，再选择其中的图书文件。
refused-djvu = “{ $file }”是 DjVu 扫描文件。请先做文字识别（OCR）并保存文字。
refused-chm = “{ $file }”是 Windows 帮助文件（CHM）。请先转换成 HTML 或 EPUB。
refused-audio = “{ $file }”是音频或视频文件，不是文字。
refused-program = “{ $file }”是程序，不是图书。
zip-damaged = “{ $file }”是损坏或不完整的 ZIP 容器（EPUB 和 Word 文件都是这种容器）。请重新获取或复制该文件。
