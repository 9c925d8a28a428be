## 出错信息：送书上门

visit-not-now = 送书处于“{ $state }”状态，不能这样做。
permission-visit-step = 这一步由其他人来做。
visit-reason-missing = 请说明原因。
