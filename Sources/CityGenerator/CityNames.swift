// SPDX-License-Identifier: Apache-2.0

/// The words that names of people and enterprises are made of.
enum CityNames {
  /// Common surnames with their shares, and a few compound ones.
  private static let surnames = [
    ("王", 72), ("李", 72), ("张", 68), ("刘", 54), ("陈", 46), ("杨", 31), ("赵", 25), ("黄", 25),
    ("周", 21), ("吴", 20), ("徐", 17), ("孙", 16), ("胡", 14), ("朱", 13), ("高", 12), ("林", 12),
    ("何", 12), ("郭", 11), ("马", 11), ("罗", 9), ("梁", 9), ("宋", 8), ("郑", 8), ("谢", 7),
    ("韩", 7), ("唐", 7), ("冯", 7), ("于", 6), ("董", 6), ("萧", 6), ("程", 6), ("柴", 2),
    ("欧阳", 1), ("上官", 1), ("诸葛", 1),
  ]
  private static let surnameWeights = surnames.map(\.1)
  private static let male = Array("伟强磊军勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅博文志国建")
  private static let female = Array("芳娜敏静丽艳娟霞秀燕玲桂英萍红玉兰慧洁梅琳云莉雪倩颖佳欣怡婷")
  /// Characters outside the two-byte part of GB18030, as they occur in real names.
  private static let rare = Array("𠅤𬭎𬍛𬤊㛃")
  private static let first = Array("宏鑫瑞华盛恒金德泰隆昌永嘉丰顺安博远诚兴")
  private static let second = Array("达源泽通宇祥和润辉利信业康腾创联海景邦旺")
  private static let third = ["", "", "", "东", "湖", "新", "江", "楚", "云", "晨"]
  private static let forms = ["有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司"]

  /// A person's name.
  static func person(isMale: Bool, _ random: inout CityRandom) -> String {
    var name = surnames[random.pick(weights: surnameWeights)].0
    let given = isMale ? male : female
    name.append(random.pick(given))
    if random.chance(of100000: 78_000) { name.append(random.pick(given)) }
    if random.chance(of100000: 100) { name.append(random.pick(rare)) }
    return name
  }

  /// An enterprise's name: city, two or three characters, industry, legal form.
  ///
  /// Two in a thousand carry a comma and a quotation mark, as exported names do.
  static func enterprise(_ industry: Industry, _ random: inout CityRandom) -> String {
    let brand = String([random.pick(first), random.pick(second)]) + random.pick(third)
    let form = random.pick(forms)
    guard random.chance(of100000: 200) else { return "曦州" + brand + industry.word + form }
    return "曦州\"\(brand)\"," + industry.word + form
  }
}
