// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

extension UncertainCount {
  /// The member of a listing that says why a due day is not certain.
  package static let column = ListingColumn(
    "uncertain", zh: "期限未定", en: "Due day not certain", inList: false)

  /// Reads a count from a record's document; nil where there is none.
  package init?(in document: JSON?) {
    guard let from = document?["from"]?.string.flatMap(Day.init),
      let days = document?["workingDays"]?.int.flatMap(Int.init(exactly:)),
      let year = document?["unpublishedYear"]?.int.flatMap(Int.init(exactly:))
    else { return nil }
    self.init(from: from, workingDays: days, unpublishedYear: year)
  }
}

extension LocalText {
  /// The mark beside a day whose count touches a year without a published notice; empty without.
  package static func unpublished(_ year: Int?) -> LocalText {
    guard let year else { return LocalText(zh: "", en: "") }
    return LocalText(zh: "（\(year) 年放假安排未公布）", en: " (the holidays of \(year) are not published)")
  }
}
