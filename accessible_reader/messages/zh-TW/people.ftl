## Errors: people

person-not-found = 找不到這位讀者。
person-name-missing = 缺少姓名。
person-name-bad = 姓名須為一行，不超過 100 個字。
person-card-missing = 缺少借閱證號。
person-card-bad = 借閱證號須為 3 到 32 個英文字母或數字。
person-card-taken = 這個借閱證號已經有人使用。
person-phone-bad = 電話號碼須為 5 到 15 位數字，可加國碼或分機。
person-email-bad = 電子郵件地址不完整。
person-address-bad = 地址須為一行，不超過 500 個字。
person-birth-year-bad = 出生年須為西元四位數字，且不能晚於今年。
person-language-bad = 語言須寫成代碼，例如 zh-TW、zh-CN 或 en。
person-field-unknown = 讀者資料中沒有這個欄位。
person-branch-unknown = 沒有這個代碼的分館。
person-no-phone = 館內沒有登記可以回撥的電話。請讀者攜帶借閱證到服務台辦理。
role-not-found = 這個角色已經終止。
branch-bad = 分館代碼須為不超過 20 個的英文字母、數字和連字號，名稱不超過 200 個字。
staff-role-bad = 館員的角色是 librarian（館員）、branch_manager（分館主管）或 admin（系統管理員）。

## Errors: eligibility, consents, care, preferences

eligibility-needs-consent = 請先取得本人對登記障礙資料的個別同意。
eligibility-certificate-missing = 缺少身心障礙證明號碼。
eligibility-certificate-bad = 身心障礙證明號碼須為 6 到 30 個英文字母或數字。
eligibility-certificate-taken = 這份證明已經登記在另一位讀者名下，請再核對一次。
eligibility-until-past = 到期日須在今天之後。
eligibility-not-found = 沒有有效的資格登記。
consent-means-bad = 本人在線上自行同意；電話、書面或監護人的同意由館員登記。
consent-version-bad = 同意書版本須為不超過 30 個的英文字母、數字、點和連字號。
consent-not-found = 沒有有效的此項同意。
care-two-people = 不能把本人設為自己的照顧者。
care-scopes-missing = 請說明照顧者可以做什麼。
care-until-bad = 照顧關係須有未來的到期日，最長兩年，到期可以續辦。
care-not-found = 這個照顧關係已經結束。
preferences-bad = 設定「{ $field }」的值不適用。
preferences-format-unknown = 沒有這種格式。
audit-purpose-unknown = 查看目的不在規定的清單中。
audit-reference-no-id = 參考編號須為不超過 80 個的英文字母、數字和連字號，不能寫文字。

## Errors: signing in

sign-in-needed = 請先登入。
sign-in-wrong = 借閱證號與密碼不符。帳號沒有被鎖定，請再試一次。
sign-in-wait = 請等 { $seconds } 秒再試；也可以請我們把登入連結寄到您的信箱，馬上就能用。
sign-in-link-bad = 這個連結已經用過或已過期，請重新索取。
sign-in-passkey-bad = 密碼金鑰沒有通過驗證。請再試一次，或用借閱證號和密碼登入。
sign-in-again = 請重新登入一次：登入後半小時內才能變更登入方式。
second-factor-needed = 請再驗證一次：輸入應用程式中的驗證碼、使用密碼金鑰，或輸入一組復原碼。
second-factor-set-up = 您的工作需要第二重驗證。請現在設定密碼金鑰或驗證碼應用程式。
second-factor-wrong = 驗證碼不符，或已經用過。請等下一組驗證碼再試。
second-factor-not-begun = 還沒有設定第二重驗證。
pin-change-needed = 館員給您的密碼只用於首次登入。請現在設定自己的密碼。
pin-same = 這是圖書館給您的密碼，請另選一個。
pin-too-short = 密碼至少要有 { $least } 個數字或字母。
pin-too-long = 密碼最多 { $most } 個字元。
pin-too-common = 這個密碼太容易被猜到，請換一個。
pin-known-number = 密碼與您的借閱證號、電話或出生年相同或是其中一段，請換一個。
pin-reset-needs-note = 請寫明您如何確認對方身分（4 到 500 個字）。
passkey-bad = 密碼金鑰沒有新增成功，請再試一次。
passkey-taken = 這個密碼金鑰已經新增過了。
passkey-too-many = 最多可以新增 { $most } 個密碼金鑰。
passkey-label-bad = 請為密碼金鑰取一個名稱，不超過 60 個字。
passkey-not-found = 沒有這個密碼金鑰。

## Reasons of the table of permissions

permission-sign-in = 請先登入。
permission-staff-only = 只有圖書館館員可以這樣做。
permission-other-branch = 只有這位讀者所屬分館的館員可以這樣做。
permission-own-only = 這只能由本人來做。
permission-care-scope = 您所照顧的讀者沒有允許您這樣做。對方可以在設定中或來電開放。
permission-care-ended = 您與這位讀者的照顧關係已經結束，可以續辦。
permission-volunteers-not-agreed = 這位讀者沒有同意讓志工知道姓名和地址。
permission-not-eligible = 這本書只能提供給閱讀障礙者；這位讀者的資格尚未確認或已經到期。
permission-not-for-yourself = 這件事不能為自己辦理，請找同事。
permission-role-not-yours-to-give = 您無權授予或撤銷這個角色。
permission-of-staff = 這位是圖書館館員。只有有權授予其全部角色的人才能這樣做；否則請在伺服器上辦理。

## Patrons from CSV, and staff, at the command line

cli-admin-help = 管理服務：館員、讀者。
cli-create-staff-help = 新增一位館員，並顯示首次登入用的密碼。
cli-create-staff-card = 證號。
cli-create-staff-name = 姓名。
cli-create-staff-branch = 分館代碼。
cli-create-staff-role = librarian（館員）、branch_manager（分館主管）或 admin（所有分館的系統管理員）。
cli-create-staff-branch-name = 分館名稱；沒有這個代碼的分館時就新增。
cli-create-staff-phone = 電話號碼。
cli-create-staff-email = 電子郵件地址。
cli-create-staff-language = 訊息所用語言：zh-TW、zh-CN 或 en。
cli-import-patrons-help = 從 CSV 檔新增讀者：要麼全部新增；只要有一列不適用，就一個也不新增。
cli-import-patrons-file = CSV 檔，標題列為：證號、姓名、電話、電子郵件、地址、出生年、語言、分館（英文標題也可以）。
cli-import-patrons-branch = 沒有寫分館的列所屬的分館代碼。
cli-import-patrons-dry-run = 只檢查，不新增。
staff-created = 已新增。首次登入密碼：{ $pin }。只顯示這一次，登入後必須變更。
cli-reset-sign-in-help = 用於第二重驗證遺失、又無人有權代辦的人員：清除驗證碼應用程式、密碼金鑰、復原碼和密碼，並顯示新密碼。
cli-reset-sign-in-card = 此人的證號。
sign-in-was-reset = 已完成，所有登入都已登出。下次登入密碼：{ $pin }。只顯示這一次，登入後須變更，並設定第二重驗證。
patrons-row = 第 { $line } 列：{ $message }
patrons-rows-bad = 沒有新增任何讀者，因為有 { $count } 列不適用。請改好後再試。
patrons-added = 已新增讀者 { $count } 位。
patrons-would-add = 所有列都適用。將新增讀者 { $count } 位。
patrons-present = 已有而保持不變：{ $count } 位。
patrons-ignored-columns = 有 { $count } 欄的標題無法辨識，沒有讀取。
patrons-card-twice = 上面已有相同的借閱證號。
patrons-no-columns = 第一列須為標題，其中要有證號和姓名，且不能重複。
patrons-csv-bad = 第 { $line } 列不是正確的 CSV：引號或逗號位置不對。
patrons-empty = 檔案中沒有讀者。
patrons-too-large = 檔案超過 { $most } MiB。

## Mail

mail-link-subject = 圖書館登入連結
mail-link-first = 有人（可能是您本人）請求登入圖書館。下面的連結只能用一次，{ $minutes } 分鐘內有效：
mail-link-last = 如果不是您本人，不必理會：沒有這個連結，誰也登入不了。

## A person's data in sentences

export-first = 以下是圖書館截至 { $at } 所持有的您的資料。
export-field = { $field }：{ $value }
export-nothing = 沒有登記
export-role = 您在本館的身分：{ $role }，自 { $since } 起。
export-eligibility = 閱讀障礙登記：{ $basis }；所見證明：{ $proof }；自 { $since } 至 { $until }。
export-no-end = 長期
export-consent = 您已同意：{ $what }，自 { $since } 起。
export-consent-withdrawn = 您曾同意：{ $what }，自 { $since } 起，{ $until } 撤回。
export-care-patron = { $since } 至 { $until }，有人可以代您辦理。
export-care-carer = { $since } 至 { $until }，您可以代他人辦理。
export-pin = 已設定密碼。任何人都無法看到它，圖書館也不能。
export-no-pin = 沒有設定密碼。
export-passkeys = 密碼金鑰：{ $count } 個。
export-loan = 您借有《{ $title }》，自 { $since } 起，至 { $until }。
export-past-loan = 您借過《{ $title }》，{ $since } 至 { $until }。
export-hold = 您在等候《{ $title }》，自 { $at } 起。
export-wish = 您的願望清單上有《{ $title }》，自 { $at } 起。
export-position = 保存著您在《{ $title }》中的閱讀位置，時間 { $at }。
export-bookmark = 《{ $title }》中的書籤，{ $at }：{ $note }
export-provided = { $at }：向您提供了《{ $title }》。{ $format }
export-seen = { $at }：有人查看或變更了 { $fields }；原因：{ $purpose }。
export-other-fields = 您的記錄

## Names of fields, roles and the rest

field-card = 借閱證號
field-name = 姓名
field-phone = 電話
field-email = 電子郵件
field-address = 地址
field-birth-year = 出生年
field-language = 語言
field-home-branch = 所屬分館
field-basis = 閱讀障礙類別
field-proof = 證明
field-certificate-last4 = 證明號碼末四碼
role-patron = 讀者
role-volunteer = 志工
role-librarian = 館員
role-branch-manager = 分館主管
role-admin = 系統管理員
basis-visual = 視覺障礙
basis-perceptual = 知覺障礙
basis-physical = 肢體障礙
basis-other = 其他
proof-disability-certificate = 身心障礙證明
proof-doctor = 醫師證明
proof-institution = 機構證明
proof-own-statement = 本人聲明
consent-sensitive-data = 登記障礙資料
consent-share-with-volunteers = 讓志工知道姓名和地址
consent-share-with-post = 讓郵政知道姓名和地址
consent-recommendations = 推薦書目
consent-email-notices = 電子郵件通知
consent-reading-history = 圖書館保留您的借閱紀錄
purpose-own-data = 本人操作
purpose-desk = 服務台辦理
purpose-phone-call = 電話辦理
purpose-eligibility-check = 確認資格
purpose-delivery = 送書到府
purpose-sign-in = 登入
purpose-correction = 更正資料
purpose-care = 照顧關係
purpose-complaint = 處理申訴
purpose-import = 從其他系統匯入
purpose-export = 匯出資料
purpose-erasure = 刪除資料
purpose-set-up = 設定角色
purpose-backup = 備份或還原
scope-request = 代為點書
scope-plan = 安排送書
scope-receive = 代收圖書
scope-see-current-titles = 查看借閱中的書
action-view-name = 查看姓名
action-view-profile = 查看證號、電子郵件、出生年
action-view-contact = 查看電話和地址
action-edit-profile = 變更資料
action-edit-preferences = 變更閱讀偏好
action-view-eligibility = 查看障礙登記
action-verify-eligibility = 確認資格
action-manage-consent = 給予和撤回同意
action-manage-care = 設定照顧關係
action-end-care = 結束照顧關係
action-request-title = 點書
action-open-restricted = 取得僅供閱讀障礙者的書
action-see-current-titles = 查看借閱中的書
action-see-history = 查看閱讀紀錄、位置和筆記
action-plan-delivery = 安排送書
action-receive-delivery = 代收送書
action-lend = 借出館藏，登記送達或遺失
action-reset-pin = 重設密碼
action-reset-second-factor = 撤銷遺失的第二重驗證
action-end-sessions = 登出所有裝置
action-see-who-looked = 查看誰看過資料
action-export-person = 匯出本人全部資料
action-erase-person = 刪除本人資料
action-add-patron = 新增讀者
action-import-patrons = 從檔案新增讀者
action-grant-role = 授予和撤銷角色
action-run-desk = 服務台工作：查找讀者、還書、預約架、清單
action-manage-branch = 變更借閱規則、休館日和分館
action-edit-catalogue = 變更目錄
action-correct-readings = 更正讀音
action-convert-batch = 批次轉換
action-manage-jobs = 取消和重試他人的工作
action-plan-rounds = 規劃送書路線
action-export-ledger = 匯出提供紀錄
action-read-audit-log = 查看稽核紀錄

## 應用程式密碼

app-sign-in-wrong = 卡號與應用程式密碼不符，或該密碼已被取消。您可以在網頁「我的帳戶」裡新增一組。
app-label-bad = 請為應用程式取一個不超過 { $most } 個字的名稱。
app-password-too-many = 應用程式密碼最多 { $most } 組。請先取消一組不再使用的。
app-password-not-found = 這組應用程式密碼已經不在了。
