// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// A file named in a form: what it is for, and the digest of its bytes.
package struct AttachedFile: StructuredValue, Hashable {
  /// What it is for, such as the name of a required material; 1 to 200 characters.
  package let name: String
  /// The digest of its bytes.
  package let digest: DigestText

  /// Names a file.
  package init(name: String, digest: DigestText) {
    self.name = name
    self.digest = digest
  }

  /// Its members.
  package static let members = [
    Field<String>("name", zh: "材料名称", en: "What it is", bounds: 1...200).info,
    Field<DigestText>("digest", zh: "文件", en: "File").info,
  ]

  /// An example in JSON.
  package static let example = #"{"name":"…","digest":"e3b0c442…"}"#

  /// The name has a bound.
  package func problem() -> FieldProblem? {
    (1...200).contains(name.unicodeScalars.count) ? .line(name) : .bounds(1...200)
  }
}
