// SPDX-License-Identifier: Apache-2.0
import Evidence
import Foundation
import Merkle

/// The keys a check rests on, and where they come from.
struct TrustedKeys {
  /// Where keys come from.
  enum Source: String, Codable {
    /// Given by the person who checks.
    case given
    /// Read from `log.json`, so that whoever made the files may have made the keys.
    case folder
  }

  let keys: [NoteKey]
  let source: Source
  let origin: String?

  /// Takes the keys given, else those of the folder's `log.json`.
  init(given: [String], origin: String?, folder: FolderReader) throws(VerifyFailure) {
    if !given.isEmpty {
      keys = try Self.parse(given)
      source = .given
      self.origin = origin ?? keys.first?.name
      return
    }
    let bytes = try FolderReader.required(
      "\(folder.folder)/\(LedgerLayout.description)", bytesMax: LedgerLayout.headBytesMax)
    let description: LogDescription
    do {
      description = try LogDescription(decoding: bytes)
    } catch {
      throw Main.unusable("`\(LedgerLayout.description)` cannot be used: \(error)")
    }
    keys = try Self.parse(description.vkeys)
    source = .folder
    self.origin = origin ?? description.origin
  }

  static func parse(_ texts: [String]) throws(VerifyFailure) -> [NoteKey] {
    var keys: [NoteKey] = []
    for text in texts {
      do {
        keys.append(try NoteKey(parsing: text))
      } catch {
        throw Main.unusable("a key cannot be used: \(error)")
      }
    }
    guard !keys.isEmpty else { throw Main.unusable("no key is given") }
    return keys
  }
}
