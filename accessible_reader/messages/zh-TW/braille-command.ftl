# 「braille」指令：把標準輸入的文字轉成點字。
cli-braille-help = 把標準輸入的文字轉成 Unicode 點字，每行文字輸出一行點字方。
cli-braille-scheme = 點字方案：national-common（國家通用盲文，中國大陸中文的預設方案）、current（現行盲文，全部標調）、two-cell（漢語雙拼盲文）、taiwan（國語注音點字）、hong-kong（粵語點字，未見測試資料）或 ueb（統一英語點字）。除 national-common 外皆由 liblouis 轉寫。未指定時由語言決定。
cli-braille-grade = 1 為一級（不縮寫），2 為二級（縮寫），用於兩種都有的語言。
cli-braille-language = 文字的語言，用 BCP 47 標籤，例如 zh-TW；未指定時從文字判斷。
cli-braille-lexicon = 自備的詞庫檔案，規定漢字讀音和詞語連寫（僅用於 national-common）。
cli-braille-careful = 再用語言模型判斷漢字讀音，較慢（僅用於 national-common）。
braille-unknown-scheme = 沒有名為「{ $scheme }」的點字方案。可用的有：{ $known }。
