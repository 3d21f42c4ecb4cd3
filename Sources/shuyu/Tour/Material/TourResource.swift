// SPDX-License-Identifier: Apache-2.0
import Core

/// A resource as its unit declares it.
struct TourResource: Sendable {
  /// One column: name, type, label and how it is classified.
  struct Column: Sendable {
    let name: String
    let type: String
    let label: String
    let kind: String
    /// The words for a missing value.
    var missing: [String] = []

    /// The declaration of the column.
    var draft: JSON {
      [
        "name": .string(name), "type": .string(type), "label": .string(label),
        "missing": .array(missing.map(JSON.string)),
      ]
    }

    /// The classification of the column.
    var decision: JSON {
      [
        "column": .string(name), "grade": "general", "kind": .string(kind),
        "secret": .bool(kind == "sensitive"),
      ]
    }
  }

  /// The name under which the tour keeps it.
  let key: String
  /// The login of its unit's account.
  let unit: String
  /// The catalogue's name.
  let name: String
  /// Its columns in order.
  let columns: [Column]
  /// The names of its key columns.
  let keyColumns: [String]
  /// The column with the subject's code, if any.
  let subjectColumn: String?
  /// The row of the annex, nil for one that is added.
  let row: Int?

  /// The catalogue's seven fields.
  var fields: JSON {
    [
      "catalogueName": .string(name),
      "dataItems": .string(columns.map(\.label).joined(separator: "、")),
      "providingUnit": .string(unit), "dataFormat": "CSV", "updateFrequency": "每月",
      "useConditions": "授权运营，原始数据不出域", "classification": "一般数据",
    ]
  }
}

extension TourResource {
  /// Enterprises' electricity: row 1 of the annex.
  static let electricity = TourResource(
    key: "electricity", unit: "power", name: "企业用电",
    columns: [
      Column(name: "uscc", type: "creditCode", label: "统一社会信用代码", kind: "direct"),
      Column(name: "month", type: "text", label: "月份", kind: "other"),
      Column(name: "kwh", type: "decimal", label: "用电量（千瓦时）", kind: "sensitive"),
    ], keyColumns: ["uscc", "month"], subjectColumn: "uscc", row: 1)

  /// Persons' housing fund: row 5 of the annex.
  static let fund = TourResource(
    key: "fund", unit: "fund", name: "个人缴纳公积金",
    columns: [
      Column(name: "resident_id", type: "identityNumber", label: "公民身份号码", kind: "direct"),
      Column(name: "employer_uscc", type: "creditCode", label: "单位代码", kind: "quasi"),
      Column(name: "month", type: "text", label: "月份", kind: "other"),
      Column(name: "base_yuan", type: "decimal", label: "缴存基数（元）", kind: "sensitive"),
      Column(name: "rate_percent", type: "decimal", label: "缴存比例（%）", kind: "other"),
      Column(name: "personal_yuan", type: "decimal", label: "个人缴存额（元）", kind: "sensitive"),
      Column(name: "unit_yuan", type: "decimal", label: "单位缴存额（元）", kind: "sensitive"),
      Column(name: "status", type: "text", label: "状态", kind: "other"),
    ], keyColumns: ["resident_id", "month"], subjectColumn: "resident_id", row: 5)

  /// Persons of the census: added to the catalogue.
  static let census = TourResource(
    key: "census", unit: "census", name: "人口抽样调查",
    columns: [
      Column(name: "person_id", type: "text", label: "样本编号", kind: "direct"),
      Column(name: "sex", type: "text", label: "性别", kind: "quasi"),
      Column(name: "age", type: "integer", label: "年龄", kind: "quasi"),
      Column(name: "education", type: "text", label: "教育程度", kind: "quasi"),
      Column(name: "workclass", type: "text", label: "就业类型", kind: "quasi"),
      Column(name: "income", type: "text", label: "收入档", kind: "sensitive"),
    ], keyColumns: ["person_id"], subjectColumn: "person_id", row: nil)

  /// Hourly values of air stations: added to the catalogue.
  static let air = TourResource(
    key: "air", unit: "environment", name: "空气质量小时值",
    columns: [
      Column(name: "station", type: "text", label: "站点", kind: "other"),
      Column(name: "measured_at", type: "timestamp", label: "时间", kind: "other"),
      Column(name: "year", type: "integer", label: "年", kind: "other"),
      Column(name: "pm25", type: "real", label: "PM2.5", kind: "other", missing: ["NA"]),
      Column(name: "pm10", type: "real", label: "PM10", kind: "other", missing: ["NA"]),
      Column(name: "no2", type: "real", label: "NO2", kind: "other", missing: ["NA"]),
      Column(name: "o3", type: "real", label: "O3", kind: "other", missing: ["NA"]),
      Column(name: "temperature", type: "real", label: "气温", kind: "other", missing: ["NA"]),
    ], keyColumns: ["station", "measured_at"], subjectColumn: nil, row: nil)

  /// All of the journey.
  static let all = [electricity, fund, census, air]
}
