edition-without-file = 這個版本沒有可以轉換的檔案。
conversion-not-found = 沒有這項轉換。
conversion-not-stopped = 只有失敗或已取消的轉換才能重試。
priority-wrong = 沒有這樣的優先順序。
job-lost = 這項轉換中斷了，沒有結果。可以重試。
worker-name-taken = 這台電腦上已有名為「{ $name }」的工作程序在執行。
storage-unavailable = 長時間無法存取圖書儲存空間：{ $reason }
database-unavailable = 長時間無法存取資料庫。
source-file-missing = 檔案「{ $file }」已不在儲存空間中。
artifact-not-found = 沒有這份成品。
format-without-imprint = 格式 { $format } 無法標示本書著作權要求的「閱讀障礙者專用」字樣，因此不能提供。

## 指令 worker 與 jobs

cli-worker-help = 執行圖書館的轉換工作，直到被停止。
cli-worker-name = 工作程序的名稱，重新啟動後維持不變。
cli-worker-processes = 同時製作的部分數（預設：每個處理器核心一個）。
cli-worker-grace = 收到停止要求後，用幾秒鐘完成已開始的工作。
worker-started = 工作程序 { $name } 已就緒。
worker-stopping = 正在停止。未完成的部分將在下次啟動後或在其他電腦上繼續。
worker-lost = 其他工作程序認為本程序已失效，並接手了它的工作。本程序現在結束，請重新啟動。
cli-jobs-help = 列出轉換工作，檢視、取消、重試某一項，或調整其優先順序。
cli-jobs-action = list（預設）、show、cancel、retry 或 priority。
cli-jobs-conversion = 轉換工作編號的開頭部分。
cli-jobs-state = 只列出處於此狀態的工作；可多次指定。
cli-jobs-limit = 最多列出幾項。
cli-jobs-as-json = 輸出 JSON。
jobs-none = 沒有工作。
jobs-line = { $id }  { $format }：{ $state }，{ $percent } %。{ $title }
job-state-queued = 等候中
job-state-running = 製作中
job-state-done = 已完成
job-state-failed = 失敗
job-state-cancelled = 已取消

## 指令 admin convert-folder 與 admin export-ledger

cli-convert-folder-help = 將資料夾中的每本書入庫，並交由工作程序轉換。
cli-convert-folder-folder = 資料夾；其中的子資料夾也算在內。
cli-convert-folder-to = 要製作的格式；可多次指定。
cli-convert-folder-rights = public_domain（公有領域）、licensed（已獲授權）或 print_disabled_only（僅限閱讀障礙者）。
cli-convert-folder-rights-basis = 權利依據，以文字說明，記入提供紀錄。
cli-convert-folder-branch = 這些書在哪個分館的佇列中排隊（分館代碼）。
cli-convert-folder-wait = 一直等到全部結束。
batch-no-such-branch = 沒有代碼為「{ $branch }」的分館。
batch-book-failed = { $file }：{ $message }
batch-queued = 已申請的轉換：{ $count } 項。
batch-percent = 已結束 { $percent } %。
batch-done = 完成 { $done } 項，未完成 { $failed } 項。
cli-export-ledger-help = 將提供紀錄（以化名記錄提供給誰）寫成 CSV 表格。
cli-export-ledger-out = 要寫入的檔案（預設：標準輸出）。
cli-export-ledger-since = 從這一天起（UTC）。
cli-export-ledger-until = 到這一天之前（UTC）。
ledger-written = { $file }：已寫入 { $count } 行。

download-cap = 您在 24 小時內已下載 { $most } 個檔案，達到本館每位讀者的上限。請明天繼續；若今天還需要更多，請打電話給我們。
