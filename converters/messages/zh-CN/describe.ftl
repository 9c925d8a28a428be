# 书里有什么、缺什么：info 命令。
feature-contents = 有目录，共 { $count } 条。
feature-headings = 有 { $count } 个标题，可以跳转。
feature-pages = 有印刷本的页码，共 { $count } 页。
feature-notes = 有 { $count } 处注释标记与注释相连。
feature-alternatives = 有 { $count } 幅图片带替代文本。
feature-table-headers = 有 { $count } 个表格标明了表头。
feature-formulas = 有 { $count } 个公式是文本而不是图片。
feature-ruby = 有 { $count } 处给难字注了音。
feature-languages = 标明了各部分的语言：{ $languages }。
missing-alternatives = 有 { $count } 幅图片没有替代文本。读者会知道这里有图，但不知道图上是什么。
missing-contents = 没有目录。
missing-headings = 没有标题，读者无法在章节之间跳转。
missing-pages = 没有印刷本的页码，上课或读书会时无法按页码查找。
missing-page-source = 文件没有说明页码出自哪个印刷版本。
missing-table-headers = 有 { $count } 个表格没有标明表头，听起来不易分清各栏。
missing-formula-alternatives = 有 { $count } 个公式没有作者写的读法，由程序自动生成。
missing-authors = 没有注明作者。
