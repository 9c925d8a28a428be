## 应用、目录订阅与播客

apps-title = 应用与播客
apps-text = 在这里把阅读应用、听书机和播客播放器与图书馆连接起来。它们可以：浏览目录、为您借书、取回您借的书。其他事情都不能做。
apps-catalogue = 目录地址
apps-catalogue-text = 把这个地址填入支持 OPDS 目录的应用，例如 Thorium Reader、KOReader、静读天下。
apps-passwords = { $count ->
    [0] 应用密码：还没有
   *[other] 应用密码：{ $count } 个
}
apps-passwords-text = 请给每个应用单独的密码。手机丢了，就在这里取消它的密码，其他应用照常使用。“退出其他所有设备”会取消全部应用密码。
apps-made = { $moment }创建。
apps-used = 最近使用：约 { $moment }。
apps-unused = 还没有用过。
apps-end = 取消密码
apps-new = 新建应用密码
app-new-title = 新建应用密码
app-new-text = 这个应用叫什么？名称只给您自己看，方便以后分清哪个是哪个。
ask-app-name = 应用或设备的名称
ask-app-name-hint = 例如：电脑上的 Thorium
app-new-button = 生成密码
app-made-title = “{ $name }”的密码
app-made-text = 请把下面三项填入应用。密码只在现在显示这一次；如果丢失，请新建一个。
app-made-spelling = 密码只有小写字母和数字。连字符和空格可以不填。
app-made-no-card = 您没有卡号，可以随便填写。
app-made-on = 返回应用与播客
said-app-ended = 密码已取消，该应用不能再登录。
podcasts-title = 播客
podcasts-text = 借到的每一本书都可以在播客播放器里听：一章一集。能登录的播放器可以在目录里找到它；不能登录的，请在这里生成私人地址。
podcasts-none = 没有私人地址。
podcasts-made = 私人地址创建于 { $moment }。
podcasts-make = 生成私人地址
podcasts-again = 重新生成地址
podcasts-end = 取消地址
podcast-made-title = 《{ $title }》的私人播客地址
podcast-made-text = 请把这个地址复制到您的播客播放器。地址只在现在显示这一次。
podcast-made-careful = 知道这个地址的人都能听到这本书，请不要转给别人。借期结束，地址随之失效。您可以随时取消它，或者重新生成；重新生成后，这个地址就不能用了。
podcast-being-made = 录音正在制作。完成后，各集会自动出现在您的播放器里。
podcast-about = 《{ $title }》，借自{ $library }。
said-podcast-ended = 地址已取消，不能再使用。
feed-sign-in = 请用图书馆卡号和应用密码登录。应用密码在图书馆网页“我的账户”的“应用与播客”里生成。
feed-login = 图书馆卡号
feed-password = 应用密码
feed-new-about = 最新的书排在前面。
feed-all = 全部图书
feed-all-about = 按书名排列，可按语言、格式和篇幅筛选。
feed-subjects = 主题
feed-subjects-about = 图书最多的主题。
feed-lists = 馆员书单
feed-lists-about = 馆员挑选的图书。
feed-shelf-about = 您借到的书。需要卡号和应用密码。
feed-empty = 没有找到。返回开始。
feed-any = 全部
feed-to-make = { $format }：可为您制作，{ $time }
feed-being-made = { $format }：正在制作，{ $time }
error-elsewhere = 这个请求不是从本馆网页发出的
error-elsewhere-next = 请从首页重新打开页面，再提交一次。
error-too-fast-wait = 您的网络发来的请求太多。请过 { $seconds } 秒再试。
