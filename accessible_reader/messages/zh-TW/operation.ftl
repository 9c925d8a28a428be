## 指令 serve

cli-serve-help = 執行網站和工作程序；結束的會重新啟動，沒有回應的會被終止。
cli-serve-host = 網站監聽的位址（預設：ACCESSIBLE_READER_HOST，否則為 127.0.0.1，即僅限本機）。
cli-serve-port = 網站監聽的連接埠（預設：ACCESSIBLE_READER_PORT，否則為 8000）。
cli-serve-workers = 啟動幾個工作程序（預設：ACCESSIBLE_READER_WORKERS，否則為 1；每個都會使用全部處理器核心）。
cli-serve-web = 是否執行網站；不執行時只有工作程序。
cli-serve-grace = 收到停止要求後，用幾秒鐘完成已開始的工作。
serve-starting =
    { $web ->
        [yes] 正在啟動網站和 { $workers } 個工作程序。按 Ctrl-C 全部停止。
       *[no] 正在啟動 { $workers } 個工作程序。按 Ctrl-C 全部停止。
    }
serve-open = 網站已開啟：{ $address }
serve-waits = 無法存取資料庫，或資料庫正被占用。正在等待。
serve-stopping = 正在停止。未完成的部分將在下次啟動後或在其他電腦上繼續。
serve-restarts = { $name } 已結束（狀態 { $status }），{ $seconds } 秒後重新啟動。
serve-hangs = { $name } 沒有回應，將被終止並重新啟動。
serve-gave-up = { $name } 連續 { $count } 次在啟動後不久就結束（最後一次狀態 { $status }）。原因見上文。現在全部停止。
serve-nothing = 沒有可執行的項目：使用 --no-web 時至少要有一個工作程序。
serve-port-taken = 網站無法使用連接埠 { $port }：{ $reason }。可能有其他程式正在使用，或該連接埠需要權限；請用 --port 另選一個。
serve-host-unknown = 「{ $host }」不是本機的位址。

## 指令 admin upkeep

cli-upkeep-help = 立即執行工作程序每小時與每天所做的清理：刪除不再需要保留的內容。
cli-upkeep-as-json = 輸出 JSON。
upkeep-nothing = 沒有需要清理的內容。
upkeep-failed = 未能完成（{ $reason }）：{ $what }
upkeep-sign-in-links = 已過期的登入連結：{ $count }
upkeep-passkey-questions = 未回應的通行金鑰驗證：{ $count }
upkeep-sign-in-delays = 不再有效的登入失敗等待記錄：{ $count }
upkeep-lost-conversions = 中斷而沒有結果、現記為失敗的轉換：{ $count }
upkeep-lost-intakes = 中斷而沒有結果、現記為失敗的編目：{ $count }
upkeep-holds = 無人來取、已結束的預約：{ $count }
upkeep-digital-loans = 到期自動歸還的電子借閱：{ $count }
upkeep-sessions = 一個月前已結束的登入工作階段：{ $count }
upkeep-finished-jobs = 一個月前已結束的工作記錄：{ $count }
upkeep-leftovers = 轉換遺留的檔案與資料夾：{ $count }
upkeep-uploads = 無人編入目錄的檔案：{ $count }
upkeep-clips = 長期未用或超出限額的語音片段：{ $count }

## 指令 health

cli-health-help = 報告服務的狀況：資料庫、儲存空間、金鑰、工作程序、佇列、磁碟、語音、點字。
cli-health-as-json = 輸出 JSON。
health-line-well = 正常：{ $part }（{ $detail }）
health-line-warning = 請盡快檢查：{ $part }（{ $detail }）
health-line-ill = 異常：{ $part }（{ $detail }）
health-part-database = 資料庫
health-part-storage = 圖書儲存空間
health-part-keys = 個人資料金鑰
health-part-workers = 工作程序
health-part-queue = 等待中的轉換
health-part-disk = 磁碟空間
health-part-voices = 語音
health-part-braille = 點字
health-works = 可用
health-failed = { $reason }
health-too-slow = { $seconds } 秒內沒有回應
health-not-migrated = 資料表與本程式的版本不符；啟動 serve 或 worker 即可更新
health-storage-lies = 寫入的內容無法原樣讀回
health-keys-do-not-fit = 金鑰無法解開資料庫中的內容，它們屬於另一個資料庫
health-workers = { $count } 個在執行，{ $last_beat_seconds } 秒前有回應
health-no-worker = 沒有在執行的，因此無法轉換；請啟動 serve 或 worker
health-queue = { $count } 項
health-long-wait = { $count } 項，最早的已等待 { $minutes } 分鐘
health-room = { $free_gib } GiB
health-well = 一切正常。
health-ill = 有異常。
