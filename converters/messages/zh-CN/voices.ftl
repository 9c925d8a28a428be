# 本机语音和在线语音。
pyttsx3-missing = 无法使用本机自带的语音：{ $reason }。
gtts-missing = 无法使用在线语音，程序缺少一个组件：{ $reason }。
online-speech-off = 在线语音未开启，因为它会把书的文字发送给谷歌。如需使用，请管理员设置 { $setting }。
online-speech-address = 设置项 { $setting } 中的地址必须以 https:// 开头，或者是本机地址。
