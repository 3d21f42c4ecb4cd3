// SPDX-License-Identifier: Apache-2.0
package import Regulation

/// What the platform tries on itself every day.
package enum InspectionItem: String, ChoiceValue {
  /// Breaking out of the sandbox of each engine: networks, files, other jobs.
  case isolation
  /// Every entry, chain, tile and root of the ledger, and the entries against what is published.
  case chain
  /// From each product on sale back to jobs, programs, grants, resources and authorisation.
  case trace
  /// Letting made-up raw rows leave as a file under other names.
  case rawData

  /// The words of one choice.
  package var label: LocalText {
    switch self {
    case .isolation: LocalText(zh: "运营域隔离", en: "isolation of the domain")
    case .chain: LocalText(zh: "账本完整", en: "integrity of the ledger")
    case .trace: LocalText(zh: "产品溯源", en: "tracing of products")
    case .rawData: LocalText(zh: "原始数据不出域", en: "raw data stay in the domain")
    }
  }
}
