edition-without-file = 這個版本沒有可以轉換的檔案。
conversion-not-found = 沒有這項轉換。
conversion-not-stopped = 只有失敗或已取消的轉換才能重試。
job-lost = 這項轉換中斷了，沒有結果。可以重試。
worker-name-taken = 這台電腦上已有名為「{ $name }」的工作程序在執行。
storage-unavailable = 長時間無法存取圖書儲存空間：{ $reason }
database-unavailable = 長時間無法存取資料庫。
source-file-missing = 檔案「{ $file }」已不在儲存空間中。
