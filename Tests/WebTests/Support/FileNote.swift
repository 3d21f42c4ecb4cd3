// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// Files a note with its papers: fields that a form makes of rows, sections and files.
struct FileNote: Action {
  let title: String
  let mode: String
  let paper: DigestText
  let attachments: [AttachedFile]
  let criteria: [CallCriterion]
  let sections: KeyedTexts?

  static let spec = Spec<Self>(
    "note.file", zh: "归档便笺", en: "File a note", capacities: [.financeAuthority], clauses: [],
    fields: Field("title", zh: "标题", en: "Title", bounds: 1...200),
    Field("mode", zh: "授权模式", en: "Mode", bounds: 1...60, offers: .rules(.modes)),
    Field("paper", zh: "正文扫描件", en: "Scan"),
    Field("attachments", zh: "附件", en: "Attachments", bounds: 0...5),
    Field("criteria", zh: "评审标准", en: "Criteria", bounds: 0...5),
    Field("sections", zh: "公告内容", en: "Sections", offers: .rules(.callSections)),
    make: Self.init)

  func facts(_ read: any RecordReader, _ context: Context) throws {}

  func decide(_ facts: Void, _ context: Context) -> Decision {
    guard title != "refused" else {
      return .refused(Reason("note.title", zh: "标题不合要求", en: "will not do", field: "title"))
    }
    return .allowed([], result: .object(["id": .string("NTE-0000000000000001")]))
  }
}
