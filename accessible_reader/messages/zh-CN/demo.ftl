demo-not-empty = 图书馆里已经有人或有书，不能建成示范图书馆。请另选一个空的数据文件夹（ACCESSIBLE_READER_DATA）。
demo-book = 入库：{ $file }
demo-left = 还有 { $count } 项要制作
demo-patron = 读者
demo-carer = 照护者
demo-librarian = 馆员
demo-volunteer = 志愿者
demo-sign-in = { $who } { $name }：读者证号 { $card }，密码 { $pin }
cli-demo-help = 在空的图书馆里建一个小型示范图书馆：读者、照护者、馆员、志愿者、几本做好的书、一周的送书。
cli-demo-books = 要收入的书（版权必须自由）。
cli-demo-sign-ins = 把登录信息也写入此文件（只有本人可读）。
cli-demo-quick-voice = 某种语言用另一个声音，例如 zh=espeak；可多次给出。
cli-demo-convert = 立即制作各种格式，还是留给工作进程。
