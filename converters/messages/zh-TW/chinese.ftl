# 中文分析。
chinese-unreadable-characters = 有 { $count } 個字元無法辨識（{ $characters }），已用替代符號表示。
chinese-stuck-pinyin = 有 { $count } 處詞中夾著轉換時誤留的括注拼音，已去掉。
chinese-characters-without-reading = 有 { $count } 個罕用字查不到讀音：{ $characters }。請補充到詞庫中。
chinese-mixed-scripts = 文中繁體字（{ $traditional } 個）與簡體字（{ $simplified } 個）混用。
lexicon-bad-line = 詞庫第 { $line } 行無法理解：「{ $text }」。
lexicon-bad-entry = 詞庫中「{ $word }」的詞條不合要求：每個字要有一個讀音，各部分合起來要正好是這個詞。
lexicon-unreadable = 詞庫「{ $path }」無法讀取；它應是 UTF-8 編碼的純文字。
lexicon-too-large = 詞庫「{ $path }」太大。
