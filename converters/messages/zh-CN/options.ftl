# 不合适的格式选项。
option-unknown = { $format } 没有“{ $option }”这个选项。可用的选项：{ $known }。
option-not-a-choice = { $format } 的选项“{ $option }”不能是“{ $value }”，请从以下各项中选择：{ $choices }。
option-not-a-switch = { $format } 的选项“{ $option }”只能开或关，不能是“{ $value }”。
option-not-in-range = { $format } 的选项“{ $option }”不能是“{ $value }”，应为 { $low } 到 { $high } 之间的数。
option-too-small = { $format } 的选项“{ $option }”不能小于 { $low }，现在是“{ $value }”。
option-too-large = { $format } 的选项“{ $option }”不能大于 { $high }，现在是“{ $value }”。
option-not-a-number = { $format } 的选项“{ $option }”应为数字，不能是“{ $value }”。
disk-full = 磁盘空间已满。
disk-read-only = 磁盘是只读的。
folder-unwritable = 无法写入文件夹“{ $folder }”：{ $reason }。
