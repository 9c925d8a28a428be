## 錯誤：備份與還原

backup-passphrase-missing = 需要密碼短語。可以寫在檔案裡（--passphrase-file）、放在環境變數 ACCESSIBLE_READER_BACKUP_PASSPHRASE 中，或在終端機輸入。（使用 --plain 且不用 --with-keys 時不需要，但任何拿到該檔案的人都能看到誰借了什麼。）
backup-passphrase-short = 密碼短語至少要有 { $least } 個字元，最好由幾個詞組成。拿到檔案的人可以無限次嘗試。
backup-passphrases-differ = 兩次輸入的密碼短語不一致。沒有寫入任何內容。
backup-passphrase-wrong = 這不是這份備份的密碼短語。
backup-file-there = 「{ $file }」已經存在，不會被覆寫。請換一個名稱。
backup-no-folder = 沒有資料夾「{ $folder }」。
backup-no-backup = 這個檔案不是圖書館備份。
backup-newer = 這份備份由較新版本的程式（{ $software }）製作。請先更新程式。沒有任何變更。
backup-damaged = 這份備份已損毀（{ $what }），沒有還原，也沒有任何變更。請改用它的另一個副本或更早的備份。
restore-not-empty = 這個圖書館裡已經有資料。使用 --replace 可以取代；在備份完整到位之前，原有資料保持不變。也可用 --into 資料夾 建立一個新館。
restore-workers-live = 有工作程序正在使用這個圖書館：{ $workers }。請先停止所有工作程序和網站。
restore-refused = 資料庫拒絕了備份中的一列（{ $reason }）。沒有任何變更。
restore-keys-missing = 需要本館的金鑰，而備份中沒有。請先把您保存的金鑰副本放到「{ $file }」。沒有金鑰，任何人都無法讀出姓名、證號和 PIN。
restore-keys-other = 「{ $file }」中的金鑰與這份備份不符。請放入正確的金鑰（把原來的移到別處，不要刪除）。
audit-hash-bad = 記下的雜湊值至少要有 { $least } 位，由 0 到 9 和 a 到 f 組成。
conversion-ended = 這項轉換已經結束。
jobs-no-such-branch = 沒有代碼為「{ $branch }」的圖書館或分館。
jobs-needs-id = 請說明是哪一項轉換（給出編號的開頭部分）。「accessible-reader jobs」可列出全部。
jobs-needs-priority = 請說明優先順序：patron（有讀者在等）、staff 或 batch。

## 指令 admin backup 與 admin restore

cli-backup-help = 把整個圖書館備份到一個檔案，不影響運作。
cli-backup-target = 要寫入的檔案；也可以是資料夾，名稱自動選定。
cli-backup-plain = 不加密。任何拿到檔案的人都能看到誰借了什麼。
cli-backup-with-keys = 連同個人資料的金鑰一起備份，以密碼短語加密。否則請另存一份金鑰。
cli-backup-passphrase-file = 第一行為密碼短語的檔案。
cli-backup-as-json = 以 JSON 輸出報告。
cli-restore-help = 從備份還原圖書館。
cli-restore-file = 備份檔案。
cli-restore-into = 新館的資料夾；資料庫和檔案都放在其中，不論設定為何。
cli-restore-replace = 取代館中現有的資料。在備份完整到位之前，原有資料保留。
cli-restore-check = 只讀取備份，說明它是否完整。
cli-restore-passphrase-file = 第一行為密碼短語的檔案。
cli-restore-as-json = 以 JSON 輸出報告。
backup-ask = 備份的密碼短語：
backup-ask-again = 請再輸入一次：
backup-percent = 已備份 { $percent } %。
restore-check-percent = 已檢查 { $percent } %。
restore-percent = 已還原 { $percent } %。
backup-done = 已備份到 { $file }。資料 { $rows } 列，檔案 { $files } 個。
backup-audit-end = 稽核紀錄的末尾，請記在別處：{ $number } { $hash }
backup-keys-out = 注意：金鑰不在這份備份裡！沒有「{ $file }」，任何人都無法從備份中讀出姓名、證號和 PIN。請把該檔案的副本存放在與備份不同的地方。
backup-keys-in = 金鑰在這份備份裡，受密碼短語保護。沒有密碼短語，任何人都無法從中讀出姓名、證號和 PIN。
backup-plain = 這份備份沒有加密：任何拿到檔案的人都能看到誰借了什麼。
backup-file-missing = 儲存空間中沒有：{ $file }
backup-file-damaged = 與存入時不一致：{ $file }
backup-not-whole = 備份已寫好，但圖書館本身不完整。缺少檔案 { $missing } 個，損毀檔案 { $damaged } 個。
restore-whole = 這份 { $made_at } 的備份是完整的。資料 { $rows } 列，檔案 { $files } 個。
restore-done = 圖書館已還原到 { $made_at } 的狀態。資料 { $rows } 列，檔案 { $files } 個。
restore-requeued = 當時尚未結束、現在重新開始的轉換 { $count } 項，入藏中的檔案 { $intakes } 個。
restore-sign-in-again = 所有人都需要重新登入。
restore-forgotten-again = 在這份備份之後要求刪除個人資料、現已再次刪除的人：{ $count } 位。
restore-not-forgotten = { $person } 在這份備份之後要求刪除個人資料，但在備份中仍有未還的借閱。請處理。
restore-audit-whole = 稽核紀錄與寫入時一致。現在的末尾：{ $number } { $hash }
restore-audit-broken = 注意：這份備份中的稽核紀錄與寫入時不一致，第 { $number } 列：{ $what }。

## 指令 admin audit-export 與 admin audit-verify

cli-audit-export-help = 把稽核紀錄寫成表格，加以驗證，並給出其末尾，以便記在別處。
cli-audit-export-out = 要寫入的檔案（預設：標準輸出）。
cli-audit-export-form = csv 或 jsonl（每行一個 JSON 物件）。
cli-audit-export-since = 從這一天起（UTC）。
cli-audit-export-until = 到這一天之前（UTC）。
cli-audit-verify-help = 驗證稽核紀錄是否與寫入時一致。
cli-audit-verify-expect = 記在別處的雜湊值，至少前 12 位：紀錄中必須有它。
cli-audit-verify-as-json = 輸出 JSON。
audit-written = 已寫入 { $count } 列。
audit-whole = 稽核紀錄與寫入時一致，共 { $count } 列。
audit-noted-found = 記下的末尾是第 { $number } 列。
audit-broken = 注意：稽核紀錄與寫入時不一致，第 { $number } 列：{ $what }。
audit-changed = 有一列被更動
audit-missing = 缺少一列
audit-end-missing = 末尾缺少若干列
audit-end-changed = 末尾被更動
audit-older-than-noted = 它比記下的末尾更早，或者是另一份紀錄

## 指令 jobs

cli-jobs-value = 用於 priority：patron（有讀者在等）、staff 或 batch。
cli-jobs-library = 只列出此代碼的圖書館或分館佇列中的轉換。
cli-jobs-form = 只列出轉換成此格式的工作。
jobs-detail-book = 書名：{ $title }
jobs-detail-format = 格式：{ $format }
jobs-detail-state = 狀態：{ $state }
jobs-detail-priority = 優先順序：{ $priority }，第 { $attempt } 次嘗試
jobs-detail-parts = 部分：{ $done } / { $total }
jobs-detail-requested = 申請時間：{ $at }
jobs-detail-started = 開始時間：{ $at }
jobs-detail-ended = 結束時間：{ $at }
jobs-detail-error = 原因：{ $message }（{ $name }）
jobs-detail-option = 選項 { $name }：{ $value }
jobs-detail-artifact = 成品：{ $main }，檔案 { $files } 個，{ $size }
jobs-detail-check = 檢查 { $name }：{ $passed ->
        [yes] 通過
       *[no] 未通過
    }
