// SPDX-License-Identifier: Apache-2.0

/// An industry of GB/T 4754-2017 (section letter and division digits) as the city has it.
///
/// Weights and electricity figures are plausible, not measured: they give a city of services by
/// number and of manufacturing by electricity.
struct Industry {
  /// How use varies over the year.
  enum Season { case flat, cooling, works, processing }

  /// Letter and two digits.
  let code: String
  /// What its enterprises are called after.
  let word: String
  /// Share among enterprises, relative.
  let weight: Int
  /// Median use of a middle-sized enterprise, kWh a month.
  let kilowattHours: Double
  /// Standard deviation of the logarithm of use between enterprises.
  let sigma: Double
  /// How use varies over the year.
  let season: Season

  init(
    _ code: String, _ word: String, _ weight: Int, _ kilowattHours: Double, _ sigma: Double,
    _ season: Season
  ) {
    self.code = code
    self.word = word
    self.weight = weight
    self.kilowattHours = kilowattHours
    self.sigma = sigma
    self.season = season
  }

  /// The city's industries.
  static let all = [
    Industry("A01", "农业", 30, 1_800, 0.8, .processing),
    Industry("A04", "水产", 18, 4_200, 0.9, .processing),
    Industry("C13", "粮油", 22, 21_000, 1.0, .processing),
    Industry("C17", "纺织", 16, 38_000, 1.0, .works),
    Industry("C26", "化工", 9, 120_000, 1.2, .works),
    Industry("C27", "药业", 8, 60_000, 1.0, .works),
    Industry("C30", "建材", 20, 75_000, 1.2, .works),
    Industry("C31", "钢铁", 4, 420_000, 1.3, .works),
    Industry("C33", "金属制品", 34, 26_000, 1.0, .works),
    Industry("C34", "机械", 40, 24_000, 1.0, .works),
    Industry("C38", "电气", 22, 30_000, 1.0, .works),
    Industry("C39", "电子", 24, 34_000, 1.1, .works),
    Industry("D44", "电力", 3, 90_000, 1.2, .cooling),
    Industry("E47", "建筑", 48, 5_200, 1.0, .works),
    Industry("E50", "装饰", 36, 1_300, 0.8, .works),
    Industry("F51", "商贸", 150, 1_500, 0.9, .cooling),
    Industry("F52", "百货", 120, 2_400, 1.0, .cooling),
    Industry("G54", "运输", 42, 1_900, 0.9, .flat),
    Industry("G59", "仓储", 16, 9_500, 1.0, .cooling),
    Industry("H61", "酒店管理", 14, 18_000, 0.9, .cooling),
    Industry("H62", "餐饮", 52, 4_100, 0.8, .cooling),
    Industry("I65", "软件", 44, 2_100, 0.9, .cooling),
    Industry("K70", "置业", 26, 6_300, 1.1, .cooling),
    Industry("L72", "商务服务", 88, 1_100, 0.8, .cooling),
    Industry("M73", "科技", 46, 2_600, 1.0, .cooling),
    Industry("N78", "市政", 12, 15_000, 1.1, .flat),
    Industry("O80", "家政", 34, 800, 0.7, .flat),
    Industry("P83", "教育", 18, 5_400, 0.9, .works),
    Industry("Q84", "医院管理", 9, 26_000, 1.1, .cooling),
    Industry("R88", "文化", 22, 1_700, 0.9, .flat),
  ]

  /// The weights in the order of the list.
  static let weights = all.map(\.weight)

  /// Use in a month (1 to 12) as a share of the year's mean, in thousandths.
  func seasonality(month: Int) -> Int { Self.seasons[season, default: []][month - 1] }

  /// Spring Festival falls into January and February; summers are hot.
  private static let seasons: [Season: [Int]] = [
    .flat: [1010, 960, 1000, 990, 1000, 1000, 1020, 1020, 1000, 990, 1000, 1010],
    .cooling: [1040, 920, 860, 810, 880, 1080, 1330, 1370, 1100, 830, 820, 960],
    .works: [900, 640, 1030, 1030, 1030, 1040, 1060, 1060, 1050, 1010, 1060, 1090],
    .processing: [820, 640, 780, 860, 980, 1130, 1240, 1230, 1290, 1240, 980, 810],
  ]
}
