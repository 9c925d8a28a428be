# Word、OpenDocument、RTF 和 FB2。
office-damaged = 「{ $file }」已損壞或不完整，無法讀取。請用原來的軟體開啟並重新儲存。
office-entities = 「{ $file }」裡有書籍用不到、可能有害的 XML 定義，沒有開啟。
office-password = 「{ $file }」設有密碼。請移除密碼、另存新檔後再試。
limit-office-size = 「{ $file }」解壓縮後超過允許的大小，可能是「壓縮炸彈」。
limit-office-depth = 「{ $file }」的巢狀超過 { $depth } 層，沒有讀取。
limit-pandoc-time = 讀取文件超過 { $seconds } 秒，已停止。
limit-pandoc-memory = 讀取文件所需記憶體超過 { $mebibytes } MiB，已停止。
pandoc-missing = 沒有安裝讀取 Word、ODT 和 RTF 所需的 Pandoc。請執行「make setup」。
words-lost = 檔案中有 { $count } 個詞沒有進入書中。可搜尋：{ $sample }
markdown-too-deep = 清單或引文巢狀過深，無法理解其結構，已當作純文字讀取。
