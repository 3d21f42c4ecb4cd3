// SPDX-License-Identifier: Apache-2.0
package import Tabular

/// Why a delivered file is refused as a whole: a class, never a value of the file.
package struct IngestRefusal: Error, Hashable, Sendable {
  /// The class, such as `manifest.rows` or `file.header`.
  package let code: String
  /// How often each problem was found.
  package let counts: [String: Int]

  /// Refuses a file.
  package init(_ code: String, counts: [String: Int] = [:]) {
    self.code = code
    self.counts = counts
  }

  /// The same refusal with the counts of rows kept apart beside its own.
  package func counting(_ badRows: [String: Int]) -> IngestRefusal {
    IngestRefusal(code, counts: counts.merging(badRows) { own, _ in own })
  }

  /// Refuses for what differs from the manifest; nil when nothing does.
  package init?(_ problems: [ManifestProblem]) {
    guard let first = problems.first else { return nil }
    self.init(first.code, counts: Dictionary(problems.map { ($0.code, 1) }, uniquingKeysWith: +))
  }

  /// The refusal that an error of reading means; nil when it is no fault of the file.
  package init?(_ error: IntakeError) {
    switch error {
    case .file(let error):
      guard let code = IngestRefusal.code(error) else { return nil }
      self.init(code)
    case .columnCount, .columnName: self.init("file.columns")
    case .unknownKeyColumn, .tooManyDuplicates: self.init("file.keys")
    // More of them than rows were declared.
    case .tooManyKeys: self.init("manifest.rows")
    case .sink, .keys, .keysShared, .cancelled: return nil
    }
  }

  private static func code(_ error: CSVError) -> String? {
    switch error {
    case .source: nil
    case .emptyFile: "file.empty"
    case .encodingConflict, .encodingUnavailable, .headerEncoding: "file.encoding"
    case .headerMalformed, .headerTooManyColumns, .headerNameEmpty, .headerNameDuplicate:
      "file.header"
    }
  }
}
