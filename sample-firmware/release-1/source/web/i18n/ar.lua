return {
  login = "تسجيل الدخول",
  welcome = "مرحبا",
  refused = "اسم المستخدم أو كلمة المرور غير صحيحة",
  password = "كلمة المرور",
  status = "الحالة",
  version = "الإصدار",
  alarms = "الإنذارات",
  cell = "خلية",
  diagnosis = "التشخيص",
  config = "الإعدادات",
  save = "حفظ",
}
