// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The words for the engine's objections, for people who may see the data.
enum TableReasons {
  static func reason(_ finding: Finding) -> (zh: String, en: String) {
    switch finding.formula {
    case .contributorsBelow:
      (
        "有数值的不同主体少于门槛（按人数而不是行数计）",
        "fewer distinct subjects with a value than the threshold (people are counted, not rows)"
      )
    case .topOneShare: ("最大的一个主体占比过高", "one subject makes up too much of the cell")
    case .topTwoShare: ("最大的两个主体合计占比过高", "two subjects make up too much of the cell")
    case .remainderBelowShare:
      (
        "去掉最大的两个主体后余额过小，第二大的主体可以估出最大的",
        "what remains beside the two largest is so small that the second could estimate the first"
      )
    case .remainderBelowRatio:
      (
        "按先验与后验精度之比，最大的主体可被估出",
        "given what is known beforehand the largest contribution could be estimated"
      )
    case .negativePresent:
      (
        "有负值，占比规则没有定义，需人工判断",
        "there are negative values, for which shares are not defined; a person must judge"
      )
    case .nobodyPresent:
      (
        "单元格无人，会说明整个组都不具有此特征", "nobody is in the cell, which says something of a whole group"
      )
    case .allValuesZero:
      (
        "所有数值都为零，会说明每个人的数值", "all values are zero, which says everybody's value"
      )
    case .wholeGroupInCell:
      (
        "整个组都在同一类中，知道某人在组内就知道其类别",
        "the whole group is in one category: who is in the group is known to be in the category"
      )
    case .unreadablePresent:
      (
        "有数值不是有限的数（如 NaN、无穷或文字），未计入",
        "some values are no finite numbers (NaN, infinity, words) and were left out"
      )
    case .subjectMissing: ("有记录没有主体", "some records have no subject")
    case .labelShape:
      (
        "维度值像公式、带有首尾空白或不可见字符，或含个人代码",
        "a label looks like a formula, has edge or invisible characters, or holds a personal code"
      )
    case .labelLookAlike:
      (
        "两个维度值只在大小写、全半角或形近字上不同", "two labels differ in look-alike characters only"
      )
    case .determinedByMargins, .determinedByMemory, .differenceBelow, .fewByMemory,
      .differenceUnclear, .refreshDifferencing, .withheldElsewhere, .notClearedByMemory,
      .columnsDifferBelow:
      memoryReason(finding.formula)
    }
  }

  /// What follows from several figures together, of one release or of several.
  private static func memoryReason(_ formula: DisclosureFormula) -> (zh: String, en: String) {
    switch formula {
    case .determinedByMargins, .determinedByMemory:
      (
        "隐去的单元格可由已公布的数推出", "a withheld cell can be computed from what is published"
      )
    case .differenceBelow, .fewByMemory:
      (
        "与先前公布的结果相减，会得到少数人的数", "the difference to an earlier release is a number about few people"
      )
    case .differenceUnclear, .refreshDifferencing:
      (
        "与先前公布的结果不同而人数相同，差值可能只涉及少数人",
        "it differs from an earlier release over equally many people and may be of few"
      )
    case .withheldElsewhere:
      (
        "在另一次发布中被隐去的单元格在此公布", "a cell is published here that another release withholds"
      )
    case .columnsDifferBelow:
      (
        "两个数值列只有少数人的数不同，两个合计相减即得这些人的数",
        "two measured columns are equal but for few people, whose numbers follow by subtraction"
      )
    default:
      (
        "未能证明与先前的发布合在一起不泄露", "it was not shown that nothing follows from all releases together"
      )
    }
  }
}
