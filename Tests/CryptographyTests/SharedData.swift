// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Published test vectors that lie beside the project, where they are present.
enum SharedData {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/data/sm_crypto")

  static var exists: Bool { FileManager.default.fileExists(atPath: folder.path) }

  /// The blank-line separated stanzas of one of OpenSSL's test files, keys in lower case.
  static func stanzas(_ name: String) throws -> [[String: String]] {
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    return text.components(separatedBy: "\n\n").map { stanza in
      var fields: [String: String] = [:]
      for line in stanza.split(separator: "\n") where !line.hasPrefix("#") {
        let parts = line.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { continue }
        fields[parts[0].trimmingCharacters(in: .whitespaces).lowercased()] =
          parts[1].trimmingCharacters(in: .whitespaces)
      }
      return fields
    }
  }
}
