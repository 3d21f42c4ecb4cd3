// SPDX-License-Identifier: Apache-2.0
/// An output a job declares.
package struct EngineOutput: Sendable, Hashable {
  /// The form of an output file.
  package enum Format: String, Sendable, Hashable, Codable, CaseIterable {
    case parquet
    case csv
    case json
    case onnx
    case joblib
    case html
    case svg
    case png
    case txt

    /// Whether SQL can write it.
    package var isTable: Bool { self == .parquet || self == .csv }
  }

  /// Its name, `[A-Za-z][A-Za-z0-9_]*`, at most 48 long.
  package var name: String

  /// The form of the file.
  package var format: Format

  /// For SQL: the query whose rows are the output, run after the job's code. None for Python,
  /// whose script writes the file itself.
  package var query: String?

  /// Declares an output.
  package init(name: String, format: Format = .parquet, query: String? = nil) {
    self.name = name
    self.format = format
    self.query = query
  }

  /// The file's name in the output folder.
  package var fileName: String { name + "." + format.rawValue }
}
