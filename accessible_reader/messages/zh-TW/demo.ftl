demo-not-empty = 圖書館裡已經有人或有書，不能建成示範圖書館。請另選一個空的資料夾（ACCESSIBLE_READER_DATA）。
demo-book = 入庫：{ $file }
demo-left = 還有 { $count } 項要製作
demo-patron = 讀者
demo-carer = 照顧者
demo-librarian = 館員
demo-volunteer = 志工
demo-sign-in = { $who } { $name }：借閱證號 { $card }，密碼 { $pin }
cli-demo-help = 在空的圖書館裡建一個小型示範圖書館：讀者、照顧者、館員、志工、幾本做好的書、一週的送書。
cli-demo-books = 要收入的書（著作權必須自由）。
cli-demo-sign-ins = 把登入資訊也寫入此檔案（只有本人可讀）。
cli-demo-quick-voice = 某種語言用另一個聲音，例如 zh=espeak；可多次給出。
cli-demo-convert = 立即製作各種格式，還是留給工作程序。
