// SPDX-License-Identifier: Apache-2.0

/// A table of the generated city.
package enum CityTable: String, CaseIterable, Hashable, Sendable {
  /// Enterprises with code, name, industry, district, capital and founding day.
  case enterprises
  /// Electricity used by each enterprise in each month, in kWh.
  case electricity
  /// Persons with resident number, name, sex, birth day and district.
  case persons
  /// Housing-fund contributions of each employed person in each month.
  case housingFund = "housing_fund"

  /// The name of its file.
  package var fileName: String { rawValue + ".csv" }

  /// The encoding it has unless another is asked for: the housing fund's old system writes GB18030.
  package var defaultEncoding: CityEncoding { self == .housingFund ? .gb18030 : .utf8 }

  /// Its columns in the order of the file.
  package var columns: [CityColumn] {
    switch self {
    case .enterprises: Self.enterpriseColumns
    case .electricity: Self.electricityColumns
    case .persons: Self.personColumns
    case .housingFund: Self.housingFundColumns
    }
  }

  private static let enterpriseColumns = [
    CityColumn("uscc", "统一社会信用代码", .directIdentifier),
    CityColumn("name", "名称", .directIdentifier),
    CityColumn("industry", "行业代码", .quasiIdentifier),
    CityColumn("division", "行政区划代码", .quasiIdentifier),
    CityColumn("registered_capital_wan", "注册资本（万元）", .quasiIdentifier),
    CityColumn("established_on", "成立日期", .quasiIdentifier),
  ]

  private static let electricityColumns = [
    CityColumn("uscc", "统一社会信用代码", .directIdentifier),
    CityColumn("month", "月份", .other),
    CityColumn("kwh", "用电量（千瓦时）", .sensitive),
  ]

  private static let personColumns = [
    CityColumn("resident_id", "公民身份号码", .directIdentifier),
    CityColumn("name", "姓名", .directIdentifier),
    CityColumn("sex", "性别", .quasiIdentifier),
    CityColumn("born_on", "出生日期", .quasiIdentifier),
    CityColumn("division", "行政区划代码", .quasiIdentifier),
  ]

  private static let housingFundColumns = [
    CityColumn("resident_id", "公民身份号码", .directIdentifier),
    CityColumn("employer_uscc", "单位统一社会信用代码", .quasiIdentifier),
    CityColumn("month", "月份", .other),
    CityColumn("base_yuan", "缴存基数（元）", .sensitive),
    CityColumn("rate_percent", "缴存比例（%）", .other),
    CityColumn("personal_yuan", "个人缴存额（元）", .sensitive),
    CityColumn("unit_yuan", "单位缴存额（元）", .sensitive),
    CityColumn("status", "状态", .other),
  ]
}
