# 「readings」指令：中文怎麼讀。
cli-readings-help = 列出標準輸入中的中文怎麼讀：每行文字輸出一行，每個漢字一個帶聲調數字的拼音音節。
cli-readings-show-words = 改為輸出斷好的詞，詞與詞之間空一格。
cli-readings-review = 改以 JSON 輸出讀音沒有把握的地方，最常出現的問題排在最前面。
cli-readings-mode = fast（快速：詞、詞典、規則）或 careful（仔細：再加語言模型，預設）。
cli-readings-lexicon = 自備的詞庫檔案，其中的詞條優先於隨程式提供的詞條。
cli-readings-variety = 依照哪裡的標準：mainland（中國大陸，預設）或 taiwan（臺灣）。
