// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

/// One paper of a filing, by its digest.
package struct FiledItem: StructuredValue, Hashable {
  /// What it is; 1 to 200 characters.
  package let name: String
  /// The digest of the paper.
  package let digest: DigestText

  /// Its members.
  package static let members = [
    Field<String>("name", zh: "材料名称", en: "What it is", bounds: 1...200).info,
    Field<DigestText>("digest", zh: "文件", en: "File").info,
  ]

  /// An example in JSON.
  package static let example = #"{"name":"…","digest":"e3b0c442…"}"#

  /// The name has a bound and no line break.
  package func problem() -> FieldProblem? {
    guard (1...200).contains(name.unicodeScalars.count) else { return .bounds(1...200) }
    return FieldProblem.line(name)
  }
}

/// What the receiving body says of one paper of a filing.
package struct ItemReceipt: StructuredValue, Hashable {
  /// The digest of the paper as the body received it.
  package let digest: DigestText
  /// Whether it takes the paper.
  package let conclusion: ReceiptConclusion
  /// What is wrong with it; at most 500 characters.
  package let note: String?

  /// Its members.
  package static let members = [
    Field<DigestText>("digest", zh: "文件", en: "File").info,
    Field<ReceiptConclusion>("conclusion", zh: "结论", en: "Conclusion").info,
    Field<String?>("note", zh: "说明", en: "Note", bounds: 1...500).info,
  ]

  /// An example in JSON.
  package static let example = #"{"digest":"e3b0c442…","conclusion":"filed"}"#

  /// The note has a bound; what is sent back says why.
  package func problem() -> FieldProblem? {
    guard (note?.unicodeScalars.count ?? 0) <= 500 else { return .bounds(0...500) }
    guard conclusion == .filed || note?.contains(where: { !$0.isWhitespace }) == true else {
      return FieldProblem(
        "filing.item.note", zh: "退回的材料须说明原因", en: "say what is wrong with a paper sent back")
    }
    return nil
  }
}

extension FilingRecord {
  /// Why the receipts of single papers do not carry a conclusion; nil when they do.
  ///
  /// A filing with papers of its own is filed only when each of them was taken.
  func itemReason(_ receipts: [ItemReceipt], _ conclusion: ReceiptConclusion) -> Reason? {
    let papers = Set((items ?? []).map(\.digest))
    let named = receipts.map(\.digest)
    let isMessy = !papers.isSuperset(of: named) || Set(named).count != named.count
    let taken = Set(receipts.filter { $0.conclusion == .filed }.map(\.digest))
    guard isMessy || (conclusion == .filed && taken != papers) else { return nil }
    let missing = (items ?? []).filter { !taken.contains($0.digest) }.map(\.name)
    return Reason(
      "filing.receipt.items",
      zh: "予以备案须逐项收讫全部材料，且只答复所报材料；未收讫：\(missing.joined(separator: "、"))",
      en: "a filing is filed when each of its papers was taken, and only these are answered; "
        + "not taken: \(missing.joined(separator: ", "))", field: "items")
  }
}
