# “readings”命令：中文怎么读。
cli-readings-help = 给出标准输入中的中文怎么读：每行文字输出一行，每个汉字一个带调号数字的拼音音节。
cli-readings-show-words = 改为输出分好的词，词与词之间空一格。
cli-readings-review = 改为以 JSON 输出读音没有把握的地方，最常出现的问题排在最前。
cli-readings-mode = fast（快速：词、词典、规则）或 careful（细致：再加语言模型，默认）。
cli-readings-lexicon = 自备的词库文件，其中的词条优先于随程序提供的词条。
cli-readings-variety = 依照哪里的标准：mainland（大陆，默认）或 taiwan（台湾）。
