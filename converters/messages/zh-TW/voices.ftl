# 本機語音和線上語音。
pyttsx3-missing = 無法使用本機內建的語音：{ $reason }。
gtts-missing = 無法使用線上語音，程式缺少一個元件：{ $reason }。
online-speech-off = 線上語音未開啟，因為它會把書的文字傳送給 Google。如需使用，請管理員設定 { $setting }。
online-speech-address = 設定項 { $setting } 中的位址必須以 https:// 開頭，或是本機位址。
