// SPDX-License-Identifier: Apache-2.0
import Cryptography
import Foundation

/// Looks through every byte of a folder for what only a delivered record has: resident identity
/// codes with a valid day and check digit (GB 11643), and tables that nobody encrypted.
enum PlaintextSearch {
  /// Files that hold such a thing, by their path in the folder, with what was found.
  static func findings(in folder: URL) throws -> [String] {
    var found: [String] = []
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    for case let name as String in names.sorted(by: { "\($0)" < "\($1)" }) {
      let file = folder.appending(path: name)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      let bytes = [UInt8](try Data(contentsOf: file))
      if bytes.starts(with: Array("PAR1".utf8)) { found.append("\(name): a table") }
      let codes = identityCodes(in: bytes)
      if codes > 0 { found.append("\(name): \(codes) identity codes") }
    }
    return found
  }

  /// How many identity codes stand in some bytes.
  static func identityCodes(in bytes: [UInt8]) -> Int {
    let length = 18
    var (run, count) = (0, 0)
    for (index, byte) in bytes.enumerated() {
      let isDigit = (0x30...0x39).contains(byte)
      // The check digit may be X, the others may not.
      if isDigit || (run == length - 1 && (byte == 0x58 || byte == 0x78)) {
        run += 1
      } else {
        run = 0
      }
      if run == length {
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        let code = bytes[(index - length + 1)...index].map { $0 & 0xDF == 0x58 ? 10 : Int($0) - 48 }
        if !(0x30...0x39).contains(next), isIdentityCode(code) { count += 1 }
      }
    }
    return count
  }

  private static func isIdentityCode(_ digits: [Int]) -> Bool {
    let year = digits[6] * 1_000 + digits[7] * 100 + digits[8] * 10 + digits[9]
    let (month, day) = (digits[10] * 10 + digits[11], digits[12] * 10 + digits[13])
    guard (1_900...2_030).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return false
    }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(weights, digits).reduce(0) { $0 + $1.0 * $1.1 }
    return (12 - sum % 11) % 11 == digits[17]
  }

  /// The folders that an installation's work left in memory.
  static func memoryFolders(of installation: URL) throws -> [String] {
    let tag = memoryTag(of: installation)
    return try FileManager.default.contentsOfDirectory(atPath: "/dev/shm").filter {
      $0.hasPrefix(tag)
    }
  }

  /// How the names of an installation's folders in memory begin.
  static func memoryTag(of installation: URL) -> String {
    "shuyu-\(SHA256.hash(Array(installation.path.utf8)).hex.prefix(12))-"
  }
}
