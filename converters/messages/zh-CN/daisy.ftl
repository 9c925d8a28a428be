# DAISY：有声书怎样打包。
option-packaging-title = 打包方式
option-packaging-description = folder：文件夹，拷到听书机的存储卡上用。zip：单个压缩文件，适合阅读软件和传送。
option-charset-title = 字符集
option-charset-description = utf-8 适用于现在的各种播放器；旧的国产听书机如果显示乱码，请选 gb18030。
