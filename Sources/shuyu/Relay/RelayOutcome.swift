// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography

/// What came of carrying one filing.
struct RelayOutcome: Sendable {
  /// How it ended.
  enum End: String, Sendable {
    /// The receipt is recorded.
    case recorded
    /// The body above answers later.
    case waits
    /// The package could not be read here.
    case package
    /// Nobody answered above.
    case unreachable
    /// What came from above is no receipt of this package.
    case unusable
    /// The receipt was not taken here, such as when another body receives this kind.
    case refused
  }

  let filing: String
  let end: End
  let digest: Digest?
  let detail: String

  init(_ filing: String, _ end: End, digest: Digest? = nil, detail: String = "") {
    self.filing = filing
    self.end = end
    self.digest = digest
    self.detail = detail
  }

  /// The exit status that it asks for.
  var status: Int32 {
    switch end {
    case .recorded, .waits: 0
    case .package, .unusable, .refused: 1
    case .unreachable: 75
    }
  }

  /// For programs.
  var json: JSON {
    [
      "filing": .string(filing), "end": .string(end.rawValue),
      "packageDigest": digest.map { .string($0.hex) } ?? .null, "detail": .string(detail),
    ]
  }

  /// For people.
  var line: String {
    let words =
      switch end {
      case .recorded: "回执已登记 / receipt recorded"
      case .waits: "待回执 / waits for its receipt"
      case .package: "无法取得备案包 / the package cannot be read"
      case .unreachable: "上级系统无应答 / no answer from above"
      case .unusable: "应答不是本包的回执 / the answer is no receipt of this package"
      case .refused: "回执未被接受 / the receipt was not taken"
      }
    return "\(filing)  \(words)\(detail.isEmpty ? "" : " (\(detail))")"
  }
}
