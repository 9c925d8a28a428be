# 書裡有什麼、缺什麼：info 指令。
feature-contents = 有目錄，共 { $count } 條。
feature-headings = 有 { $count } 個標題，可以跳轉。
feature-pages = 有印刷本的頁碼，共 { $count } 頁。
feature-notes = 有 { $count } 處註釋標記與註釋相連。
feature-alternatives = 有 { $count } 幅圖片帶替代文字。
feature-table-headers = 有 { $count } 個表格標明了表頭。
feature-formulas = 有 { $count } 個公式是文字而不是圖片。
feature-ruby = 有 { $count } 處給難字注了音。
feature-languages = 標明了各部分的語言：{ $languages }。
missing-alternatives = 有 { $count } 幅圖片沒有替代文字。讀者會知道這裡有圖，但不知道圖上是什麼。
missing-contents = 沒有目錄。
missing-headings = 沒有標題，讀者無法在章節之間跳轉。
missing-pages = 沒有印刷本的頁碼，上課或讀書會時無法按頁碼查找。
missing-page-source = 檔案沒有說明頁碼出自哪個印刷版本。
missing-table-headers = 有 { $count } 個表格沒有標明表頭，聽起來不易分清各欄。
missing-formula-alternatives = 有 { $count } 個公式沒有作者寫的讀法，由程式自動產生。
missing-authors = 沒有註明作者。
