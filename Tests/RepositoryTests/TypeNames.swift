// SPDX-License-Identifier: Apache-2.0

/// The types a file declares or extends, by name.
struct TypeNames {
  private static let keywords: Set<Substring> = [
    "struct", "enum", "class", "actor", "protocol", "extension", "typealias",
  ]

  /// The names found in the file's code.
  let names: Set<String>

  init(_ file: SourceFile) {
    var found: Set<String> = []
    for line in file.codeLines {
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
      for (index, word) in words.enumerated()
      where Self.keywords.contains(word) && index + 1 < words.count {
        // An extension that adds a conformance may be filed under the protocol's name.
        let named = word == "extension" ? words[(index + 1)...] : words[index + 1...index + 1]
        for name in named.compactMap({ $0.split(separator: ".").last }) {
          found.insert(String(name))
        }
      }
    }
    names = found
  }

  /// Whether the file is named for one of them: `Type.swift` or `Type+Topic.swift`.
  static func isNamed(_ file: SourceFile) -> Bool {
    let stem = file.name.dropLast(".swift".count).split(separator: "+").first ?? ""
    return TypeNames(file).names.contains(String(stem))
  }
}
