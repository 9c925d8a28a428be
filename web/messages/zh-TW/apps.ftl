## 應用程式、目錄訂閱與 Podcast

apps-title = 應用程式與 Podcast
apps-text = 在這裡把閱讀應用程式、聽書機和 Podcast 播放器與圖書館連接起來。它們可以：瀏覽目錄、替您借書、取回您借的書。其他事情都不能做。
apps-catalogue = 目錄網址
apps-catalogue-text = 把這個網址填入支援 OPDS 目錄的應用程式，例如 Thorium Reader、KOReader、Moon+ Reader。
apps-passwords = { $count ->
    [0] 應用程式密碼：還沒有
   *[other] 應用程式密碼：{ $count } 組
}
apps-passwords-text = 請給每個應用程式單獨的密碼。手機遺失時，在這裡取消它的密碼，其他應用程式照常使用。「登出其他所有裝置」會取消全部應用程式密碼。
apps-made = { $moment }建立。
apps-used = 最近使用：約 { $moment }。
apps-unused = 還沒有用過。
apps-end = 取消密碼
apps-new = 新增應用程式密碼
app-new-title = 新增應用程式密碼
app-new-text = 這個應用程式叫什麼？名稱只給您自己看，方便日後分清楚哪個是哪個。
ask-app-name = 應用程式或裝置的名稱
ask-app-name-hint = 例如：電腦上的 Thorium
app-new-button = 產生密碼
app-made-title = 「{ $name }」的密碼
app-made-text = 請把下面三項填入應用程式。密碼只在現在顯示這一次；如果遺失，請新增一組。
app-made-spelling = 密碼只有小寫字母和數字。連字號和空格可以不填。
app-made-no-card = 您沒有卡號，可以隨意填寫。
app-made-on = 返回應用程式與 Podcast
said-app-ended = 密碼已取消，該應用程式不能再登入。
podcasts-title = Podcast
podcasts-text = 借到的每一本書都可以在 Podcast 播放器裡聽：一章一集。能登入的播放器可以在目錄裡找到它；不能登入的，請在這裡產生私人網址。
podcasts-none = 沒有私人網址。
podcasts-made = 私人網址建立於 { $moment }。
podcasts-make = 產生私人網址
podcasts-again = 重新產生網址
podcasts-end = 取消網址
podcast-made-title = 《{ $title }》的私人 Podcast 網址
podcast-made-text = 請把這個網址複製到您的 Podcast 播放器。網址只在現在顯示這一次。
podcast-made-careful = 知道這個網址的人都能聽到這本書，請不要轉給別人。借期結束，網址隨之失效。您可以隨時取消它，或者重新產生；重新產生後，這個網址就不能用了。
podcast-being-made = 錄音正在製作。完成後，各集會自動出現在您的播放器裡。
podcast-about = 《{ $title }》，借自{ $library }。
said-podcast-ended = 網址已取消，不能再使用。
feed-sign-in = 請用圖書館卡號和應用程式密碼登入。應用程式密碼在圖書館網頁「我的帳戶」的「應用程式與 Podcast」裡產生。
feed-login = 圖書館卡號
feed-password = 應用程式密碼
feed-new-about = 最新的書排在前面。
feed-all = 全部圖書
feed-all-about = 按書名排列，可按語言、格式和篇幅篩選。
feed-subjects = 主題
feed-subjects-about = 圖書最多的主題。
feed-lists = 館員書單
feed-lists-about = 館員挑選的圖書。
feed-shelf-about = 您借到的書。需要卡號和應用程式密碼。
feed-empty = 沒有找到。返回開始。
feed-any = 全部
feed-to-make = { $format }：可為您製作，{ $time }
feed-being-made = { $format }：正在製作，{ $time }
error-elsewhere = 這個請求不是從本館網頁送出的
error-elsewhere-next = 請從首頁重新打開頁面，再送出一次。
error-too-fast-wait = 您的網路送來的請求太多。請過 { $seconds } 秒再試。
