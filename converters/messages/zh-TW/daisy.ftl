# DAISY：有聲書的打包方式。
option-packaging-title = 打包方式
option-packaging-description = folder：資料夾，複製到聽書機的記憶卡上使用。zip：單一壓縮檔，適合閱讀軟體和傳送。
option-charset-title = 字元集
option-charset-description = utf-8 適用於現今的各種播放機；舊的中國製聽書機若顯示亂碼，請選 gb18030。
