// SPDX-License-Identifier: Apache-2.0

/// What became of an authenticated call.
package enum UsageOutcome: Hashable, Sendable {
  /// Answered with values.
  case answered
  /// Answered: the cell exists and is withheld.
  case withheld
  /// A named request asked again, given the answer that it was given before, at no price.
  case replayed
  /// Refused: the parameters name nothing in the reviewed domain.
  case outsideDomain
  /// Refused for a reason; its code has letters, digits, full stops and hyphens, 1 to 80 of them.
  case refused(code: String)

  /// Whether an answer was given.
  package var isAnswer: Bool {
    switch self {
    case .answered, .withheld, .replayed: true
    case .outsideDomain, .refused: false
    }
  }

  /// The text in a usage record, such as `refused:agreement.notInForce`.
  package var text: String {
    switch self {
    case .answered: "answered"
    case .withheld: "withheld"
    case .replayed: "replayed"
    case .outsideDomain: "outsideDomain"
    case .refused(let code): "refused:\(code)"
    }
  }

  /// Reads the text; nil for any other.
  package init?(text: String) {
    switch text {
    case "answered": self = .answered
    case "withheld": self = .withheld
    case "replayed": self = .replayed
    case "outsideDomain": self = .outsideDomain
    default:
      guard text.hasPrefix("refused:") else { return nil }
      let code = String(text.dropFirst("refused:".count))
      guard UsageOutcome.isCode(code) else { return nil }
      self = .refused(code: code)
    }
  }

  /// A refusal by the code of its first reason; a code of another form becomes `other`.
  package static func refusal(_ code: String?) -> UsageOutcome {
    guard let code, isCode(code) else { return .refused(code: "other") }
    return .refused(code: code)
  }

  private static func isCode(_ code: String) -> Bool {
    (1...80).contains(code.utf8.count)
      && code.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"): true
        default: false
        }
      }
  }
}
