# 讀取 EPUB、壓縮檔、標記文字和圖片。
archive-damaged = 「{ $file }」已損毀，裡面找不到可讀的檔案。請重新取得一份。
archive-too-large = 書中的「{ $file }」或整本書超過了可讀取的上限（{ $mebibytes } MiB）。
archive-bomb = 書中的「{ $file }」解壓縮後大得異常，可能是惡意檔案，已拒絕讀取。
archive-overlap = 書中的檔案互相重疊（「{ $file }」處），可能是惡意檔案，已拒絕讀取。
archive-too-many = 書中有 { $count } 個檔案，最多只讀取 { $most } 個。
archive-password = 這本書設有密碼。請向提供者索取沒有密碼的版本。
archive-entry-refused = 書中的「{ $file }」指向書外的位置，已略過。
archive-entry-damaged = 書中的「{ $file }」已損毀，只保留了能讀出的部分。
archive-recovered = 書中的檔案目錄已遺失，另行找到了 { $count } 個檔案，書末可能有缺漏。
epub-not-zip = 「{ $file }」名為 EPUB，但內容不是 EPUB，可能沒有下載完整。請重新取得一份。
epub-without-package = 「{ $file }」缺少說明全書組成的套件文件（OPF）。請重新取得一份。
epub-without-text = 「{ $file }」裡沒有任何可讀的章節。請重新取得一份。
epub-container-mended = 書中沒有說明套件文件的位置，已使用「{ $file }」。
epub-spine-mended = 書中沒有說明閱讀順序，已按檔案清單的順序讀取。
epub-drm-lcp = 「{ $file }」受 Readium LCP 保護。圖書館或書店可以為閱讀障礙者提供未加密的版本；本系統不會破解加密。
epub-drm-adobe = 「{ $file }」受 Adobe DRM 保護。圖書館或書店可以為閱讀障礙者提供未加密的版本；本系統不會破解加密。
epub-drm-apple = 「{ $file }」受 Apple FairPlay 保護。圖書館或書店可以為閱讀障礙者提供未加密的版本；本系統不會破解加密。
epub-drm-unknown = 「{ $file }」的內文已加密。圖書館或書店可以為閱讀障礙者提供未加密的版本；本系統不會破解加密。
epub-parts-locked = 書中有 { $count } 個檔案已加密，無法使用；內文沒有加密。
epub-document-missing = 書中提到的「{ $file }」不存在。
epub-document-remote = 書中提到網路上的文件（「{ $file }」）；本系統不會從網路下載內容。
epub-document-empty = 「{ $file }」裡沒有可讀的內容。
epub-document-added = 閱讀順序裡沒有「{ $file }」，但有連結指向它，已加在書末。
epub-recorded-narration = 書中附有真人朗讀錄音（約 { $minutes } 分鐘），目前沒有使用這些錄音。
contents-missing = 書中沒有可用的目次，已根據標題產生目次。
contents-too-large = 目次過大或層次過深，已簡化層次，略去 { $count } 個條目。
encoding-guessed = 檔案沒有正確說明字元編碼，已按 { $encoding } 讀取。
encoding-damaged = 有 { $count } 個字元無法按 { $encoding } 讀出，已用「�」代替。
document-repaired = 這份文件的標記有錯誤，已修復後讀取。
nesting-flattened = 這份文件巢狀過深，已簡化層次，文字沒有缺漏。
text-hidden = 書中有 { $count } 處設為隱藏的文字，沒有讀取。
media-left-out = 此處有{ $kind ->
    [audio] 音訊
    [video] 影片
   *[other] 互動內容
}，已略去。
language-differs = 書中標明的語言是「{ $declared }」，但內文實際是「{ $found }」，已按後者處理。
picture-missing = 圖片「{ $picture }」不存在。
picture-broken = 圖片「{ $picture }」已損毀或類型不明，沒有使用；替代文字已保留。
picture-too-large = 圖片「{ $picture }」畫素過多，沒有使用；替代文字已保留。
picture-elsewhere = 圖片「{ $picture }」在網際網路上，沒有下載；替代文字已保留。
