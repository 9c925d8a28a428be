# 不合適的格式選項。
option-unknown = { $format } 沒有「{ $option }」這個選項。可用的選項：{ $known }。
option-not-a-choice = { $format } 的選項「{ $option }」不能是「{ $value }」，請從以下各項中選擇：{ $choices }。
option-not-a-switch = { $format } 的選項「{ $option }」只能開或關，不能是「{ $value }」。
option-not-in-range = { $format } 的選項「{ $option }」不能是「{ $value }」，應為 { $low } 到 { $high } 之間的數。
option-too-small = { $format } 的選項「{ $option }」不能小於 { $low }，現在是「{ $value }」。
option-too-large = { $format } 的選項「{ $option }」不能大於 { $high }，現在是「{ $value }」。
option-not-a-number = { $format } 的選項「{ $option }」應為數字，不能是「{ $value }」。
disk-full = 磁碟空間已滿。
disk-read-only = 磁碟是唯讀的。
folder-unwritable = 無法寫入資料夾「{ $folder }」：{ $reason }。
