# 認得出但不讀取的檔案類型。
refused-pdf = 「{ $file }」是 PDF，只保存頁面的樣子，這裡無法讀取。請向出版社索取 EPUB 或 Word 檔，或先把 PDF 另存為 Word 或純文字並核對內容。
refused-kindle = 「{ $file }」是 Kindle 電子書（MOBI、AZW 或 KFX）。如果沒有版權保護，請用 calibre 轉成 EPUB 後再試。
refused-caj = 「{ $file }」是中國知網的 CAJ 或 KDH 檔案。請用 CAJViewer 開啟並匯出文字，或下載其他格式，再用純文字或 Word 檔重試。
refused-umd = 「{ $file }」是舊式手機用的 UMD 電子書。請先轉成純文字檔或 EPUB。
refused-ofd = 「{ $file }」是 OFD 版式檔案。請用 OFD 閱讀器開啟，匯出成純文字或 Word 後再試。
refused-doc = 「{ $file }」是舊版 Word 檔（.doc）。請用 Word 或 LibreOffice 開啟，另存為 .docx。
refused-office = 「{ $file }」是試算表、簡報或其他辦公檔案，不是文字文件。請把文字另存為 .docx 或 .odt。
refused-picture = 「{ $file }」是圖片。如果圖上是書頁，請先做文字辨識（OCR）並儲存文字。
refused-comic = 「{ $file }」是圖片壓縮檔，例如漫畫或掃描頁，沒有可讀的文字。
refused-zip-of-books = 「{ $file }」是裝有檔案的 ZIP 壓縮檔。請先解壓縮，再選擇其中的書籍檔案。
refused-archive = 「{ $file }」是壓縮檔。請先解壓縮，再選擇其中的書籍檔案。
refused-djvu = 「{ $file }」是 DjVu 掃描檔。請先做文字辨識（OCR）並儲存文字。
refused-chm = 「{ $file }」是 Windows 說明檔（CHM）。請先轉成 HTML 或 EPUB。
refused-audio = 「{ $file }」是聲音或影片檔，不是文字。
refused-program = 「{ $file }」是程式，不是書。
zip-damaged = 「{ $file }」是損壞或不完整的 ZIP 容器（EPUB 和 Word 檔都是這種容器）。請重新取得或複製該檔案。
