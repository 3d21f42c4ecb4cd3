// SPDX-License-Identifier: Apache-2.0

/// Words in headers that hint at a class.
enum HeaderVocabulary {
  private static let direct = [
    "姓名", "身份证", "证件号", "手机", "电话", "联系方式", "邮箱", "住址", "家庭地址", "通讯地址",
    "护照", "车牌", "银行卡", "银行账", "社保号", "户主", "name", "fullname", "surname", "phone",
    "mobile", "tel", "telephone", "email", "address", "passport", "idcard", "idno", "ssn", "xm",
    "sfzh",
  ]
  private static let enterprise = [
    "统一社会信用代码", "信用代码", "组织机构代码", "企业名称", "单位名称", "uscc", "creditcode", "company",
    "enterprise",
  ]
  private static let quasi = [
    "出生", "生日", "年龄", "性别", "民族", "婚姻", "学历", "职业", "行政区", "区划", "邮编", "籍贯",
    "户籍", "国籍", "birth", "birthday", "dob", "age", "sex", "gender", "race", "ethnicity",
    "marital", "education", "occupation", "division", "district", "zip", "zipcode", "postcode",
    "country", "nationality", "workclass",
  ]
  private static let sensitive = [
    "收入", "工资", "薪", "存款", "余额", "缴存", "贷款", "公积金", "欠", "病", "诊断", "健康", "残疾",
    "医", "宗教", "犯罪", "处罚", "失信", "income", "salary", "wage", "balance", "loan", "deposit",
    "debt", "disease", "diagnosis", "health", "disability", "religion", "crime", "credit",
  ]

  /// Returns what a header hints at, the strongest hint only; nil without any.
  static func evidence(_ header: String) -> ClassificationEvidence? {
    let words = words(header)
    if matches(enterprise, header, words) { return .headerEnterprise }
    if matches(direct, header, words) { return .headerDirect }
    if matches(quasi, header, words) { return .headerQuasi }
    if matches(sensitive, header, words) { return .headerSensitive }
    return nil
  }

  /// Chinese terms match anywhere; Latin ones only as whole words or two words together.
  private static func matches(_ terms: [String], _ header: String, _ words: [String]) -> Bool {
    let pairs = zip(words, words.dropFirst()).map { $0 + $1 }
    return terms.contains { term in
      let isLatin = term.utf8.allSatisfy { $0 < 0x80 }
      return isLatin ? words.contains(term) || pairs.contains(term) : header.contains(term)
    }
  }

  /// Splits `native-country`, `birth_date` and `birthDate` into lower-case words.
  private static func words(_ header: String) -> [String] {
    var words: [String] = []
    var word = ""
    var previousIsLower = false
    for character in header {
      let isLetter = character.isLetter && character.isASCII
      if !isLetter || (character.isUppercase && previousIsLower) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if isLetter { word += character.lowercased() }
      previousIsLower = character.isLowercase
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
