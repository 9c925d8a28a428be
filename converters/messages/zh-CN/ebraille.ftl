option-producer-title = 制作单位
option-producer-description = 写进文件的盲文版制作单位，也就是图书馆的名称。
ebraille-copyright-date-unknown = 书中没有注明年份；该格式要求填写版权日期，所以写的是 { NUMBER($year, useGrouping: 0) } 年。
