// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// A material of a step as handed in: a file by its digest, or a text such as a number, with the
/// version of the paper.
package struct StepMaterial: StructuredValue, Hashable {
  /// The material's name in the profile, or its words there; 1 to 200 characters.
  package let name: String
  /// The digest of the file.
  package let digest: DigestText?
  /// The text, where it is no file; at most 2,000 characters.
  package let text: String?
  /// The version of the paper, such as `2`; at most 40 characters.
  package let version: String?

  /// Hands something in.
  package init(name: String, digest: DigestText?, text: String? = nil, version: String? = nil) {
    self.name = name
    self.digest = digest
    self.text = text
    self.version = version
  }

  /// Its members.
  package static let members = [
    Field<String>("name", zh: "材料名称", en: "What it is", bounds: 1...200).info,
    Field<DigestText?>("digest", zh: "文件", en: "File").info,
    Field<String?>(
      "text", zh: "或填写内容（如编号、页码）", en: "Or a text (such as a number or pages)", bounds: 1...2_000
    ).info,
    Field<String?>("version", zh: "版本", en: "Version", bounds: 1...40).info,
  ]

  /// An example in JSON.
  package static let example = #"{"name":"…","digest":"e3b0c442…","version":"1"}"#

  /// Names and texts have bounds, and one of file and text is there.
  package func problem() -> FieldProblem? {
    guard (1...200).contains(name.unicodeScalars.count) else { return .bounds(1...200) }
    guard (text?.unicodeScalars.count ?? 0) <= 2_000 else { return .bounds(0...2_000) }
    guard (version?.unicodeScalars.count ?? 0) <= 40 else { return .bounds(0...40) }
    if let problem = FieldProblem.line(name) { return problem }
    guard digest != nil || text?.contains(where: { !$0.isWhitespace }) == true else {
      return FieldProblem(
        "material.empty", zh: "材料须附文件摘要或填写内容", en: "give the file's digest or a text")
    }
    return nil
  }
}

extension ProcedureStep {
  /// The materials that are not among those of these names; a file may keep its ending.
  func missingMaterials(_ names: some Sequence<String>) -> [Labelled] {
    let handedIn = Set(names.flatMap { [$0, Self.withoutEnding($0)] })
    return materials.filter { material in
      guard !optionalMaterials.contains(material.id) else { return false }
      return handedIn.isDisjoint(with: [material.id, material.label.zh, material.label.en])
    }
  }

  /// The id of the material that is handed in under a name; nil for one that the step does not
  /// name.
  func material(_ name: String) -> String? {
    let names: Set<String> = [name, Self.withoutEnding(name)]
    return materials.first { !names.isDisjoint(with: [$0.id, $0.label.zh, $0.label.en]) }?.id
  }

  /// A name without the ending of a kind of paper, such as `.pdf`.
  private static func withoutEnding(_ name: String) -> String {
    guard let point = name.lastIndex(of: "."), (1...4).contains(name[point...].count - 1),
      name[point...].dropFirst().allSatisfy({ $0.isASCII && $0.isLetter })
    else { return name }
    return String(name[..<point])
  }

  /// Why materials do not suffice, naming each that is missing; nil when they do.
  func materialsReason(_ names: some Sequence<String>, field: String) -> Reason? {
    Refusals.missing(
      "case.step.material", missingMaterials(names), clauses: clauses, zh: "此环节还须提交",
      en: "this step also needs", field: field)
  }
}
