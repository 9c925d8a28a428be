option-producer-title = 製作單位
option-producer-description = 寫進檔案的點字版製作單位，也就是圖書館的名稱。
ebraille-copyright-date-unknown = 書中沒有註明年份；這個格式要求填寫版權日期，所以寫的是 { NUMBER($year, useGrouping: 0) } 年。
