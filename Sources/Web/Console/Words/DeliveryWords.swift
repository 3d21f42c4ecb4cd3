// SPDX-License-Identifier: Apache-2.0
import Regulation
import Tabular

/// Words for the classes by which a delivery's rows are kept apart or the whole is refused.
enum DeliveryWords {
  /// The words by class.
  static let byClass: [String: LocalText] = {
    var byClass: [String: LocalText] = [:]
    for reason in BadRowReason.allCases { byClass[reason.rawValue] = words(of: reason) }
    for (code, zh, en) in whole { byClass[code] = LocalText(zh: zh, en: en) }
    return byClass
  }()

  private static func words(of reason: BadRowReason) -> LocalText {
    switch reason {
    case .rowTooLong: LocalText(zh: "行过长", en: "row too long")
    case .fieldTooLong: LocalText(zh: "字段过长", en: "field too long")
    case .nulByte: LocalText(zh: "含零字节", en: "zero byte")
    case .invalidEncoding: LocalText(zh: "编码不符", en: "not in the declared encoding")
    case .strayQuote: LocalText(zh: "引号位置有误", en: "stray quote")
    case .unterminatedQuote: LocalText(zh: "引号未闭合", en: "quote never closed")
    case .tooFewFields: LocalText(zh: "字段缺少", en: "too few fields")
    case .tooManyFields: LocalText(zh: "字段多余", en: "too many fields")
    case .missingValue: LocalText(zh: "缺少必填值", en: "missing value")
    case .notInteger: LocalText(zh: "不是整数", en: "not a whole number")
    case .notDecimal: LocalText(zh: "不是小数", en: "not a decimal number")
    case .tooManyDecimals: LocalText(zh: "小数位过多", en: "too many decimals")
    case .notReal: LocalText(zh: "不是数值", en: "not a number")
    case .outOfRange: LocalText(zh: "数值超出范围", en: "number out of range")
    case .notDate: LocalText(zh: "不是日期", en: "not a day")
    case .notDatetime: LocalText(zh: "不是时间", en: "not a time")
    case .notBoolean: LocalText(zh: "不是是否值", en: "not true or false")
    case .textTooLong: LocalText(zh: "文本过长", en: "text too long")
    case .notUSCC: LocalText(zh: "不是统一社会信用代码", en: "not a credit code")
    case .notResidentID: LocalText(zh: "不是公民身份号码", en: "not an identity number")
    case .notDivision: LocalText(zh: "不是行政区划代码", en: "not a division code")
    case .notPhone: LocalText(zh: "不是电话号码", en: "not a telephone number")
    case .notBankCard: LocalText(zh: "不是银行卡号", en: "not a bank card's number")
    case .duplicateKey: LocalText(zh: "主键重复而内容不同", en: "same key, other content")
    }
  }

  /// Why a file is refused as a whole.
  private static let whole: [(String, String, String)] = [
    ("declined", "提供单位不予核准", "declined by the unit"),
    ("manifest.rows", "行数与清单不符", "another number of rows than declared"),
    ("manifest.bytes", "字节数与清单不符", "another length than declared"),
    ("manifest.digest", "摘要与清单不符", "not the file that was declared"),
    ("manifest.columnCount", "数据项数与清单不符", "another number of columns than declared"),
    ("manifest.columnName", "数据项与清单不符", "other columns than declared"),
    ("manifest.encoding", "编码与清单不符", "another encoding than declared"),
    ("file.empty", "文件为空", "empty file"),
    ("file.header", "表头有误", "faulty header"),
    ("file.columns", "表头与目录不符", "other columns than the catalogue's"),
    ("file.encoding", "文件编码不符", "not in the declared encoding"),
    ("file.keys", "主键重复过多", "too many rows share their keys"),
    ("file.upload", "编号不是已上传文件的编号", "the id is not that of an uploaded file"),
    ("file.noGoodRows", "没有合格行", "no good row"),
    ("file.form", "文件不是所声明的格式，或其结构有误", "not a file of the declared form"),
    ("file.tooLarge", "文件展开后过大", "too large once unpacked"),
    ("batch.nothingThere", "该资源尚无数据，无可删除", "there are no data to delete from"),
    ("batch.keysThere", "追加的主键已存在，请改用增改", "keys are there already; deliver an upsert"),
    ("keysThere", "已存在的主键", "keys that are there"),
    ("columnsMissing", "缺少的数据项", "columns missing"),
    ("columnsAdded", "多出的数据项", "columns added"),
    ("columnsMoved", "次序不同的数据项", "columns in another order"),
    ("file.unterminatedQuote", "引号未闭合，其后内容无法读取", "a quote is never closed"),
  ]
}
