## 錯誤訊息：送書到家

visit-not-now = 送書處於「{ $state }」狀態，無法這樣做。
permission-visit-step = 這一步由其他人來做。
visit-reason-missing = 請說明原因。
