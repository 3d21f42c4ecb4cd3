// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// A small noun with a field of every shape, for the pages' tests.
enum Notes: Noun {
  static let table = TableSpec(
    "note", prefix: "NTE",
    columns: [
      .text("place"), .text("state"), .text("owner"), .text("dueOn"), .integer("isUrgent"),
    ])
  static let organisationTable = TableSpec(
    "organisation", prefix: "ORG", columns: [.text("place"), .text("state")])
  static let voteTable = TableSpec(
    "noteVote", prefix: "NTV", columns: [.text("place"), .text("note"), .text("account")])
  static let ghostTable = TableSpec("ghost", prefix: "GHO", columns: [.text("place")])

  static var records: [AnyRecord] { [] }
  static var events: [any DomainEvent.Type] { [] }
  static var actions: [AnyAction] {
    [
      AnyAction(WriteNote.self), AnyAction(CloseNote.self), AnyAction(ReportNote.self),
      AnyAction(ChangePassword.self), AnyAction(SignNote.self), AnyAction(VoteOnNote.self),
      AnyAction(FileNote.self),
    ]
  }
  static var listings: [Listing] { [notes, organisations, ghosts, cases, votes] }

  static let notes = Listing(
    "notes", zh: "便笺", en: "Notes", of: table,
    columns: [
      ListingColumn("title", zh: "标题", en: "Title"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn("owner", zh: "单位", en: "Owner"),
      ListingColumn("amount", zh: "金额", en: "Amount"),
      ListingColumn("dueOn", zh: "期限", en: "Due on"),
      ListingColumn("isUrgent", zh: "加急", en: "Urgent"),
      ListingColumn("remark", zh: "内部备注", en: "Internal remark", visibleTo: [.auditor]),
      ListingColumn("tags", zh: "标签", en: "Tags", inList: false),
      ListingColumn("parts", zh: "组成", en: "Parts", inList: false),
      ListingColumn("madeAt", zh: "时间", en: "Made at", inList: false),
      ListingColumn("failureClass", zh: "原因类别", en: "Failure", inList: false),
      ListingColumn(
        "signatures", zh: "签署", en: "Signatures", visibleTo: [.grantor], inList: false),
    ],
    scopes: [
      .implementingBody: .place, .auditor: .place, .grantor: .place, .egressChecker: .place,
    ])

  static let votes = Listing(
    "noteVotes", zh: "便笺表决", en: "Votes on notes", of: voteTable,
    columns: [
      ListingColumn("note", zh: "便笺", en: "Note"),
      ListingColumn("account", zh: "表决人", en: "Who voted"),
    ],
    scopes: [.egressChecker: .account(column: "account")])

  static let organisations = Listing(
    "organisations", zh: "单位", en: "Organisations", of: organisationTable,
    columns: [
      ListingColumn("name", zh: "名称", en: "Name"),
      ListingColumn("state", zh: "状态", en: "State"),
      ListingColumn(
        "uscc", zh: "代码", en: "Code", absent: LocalText(zh: "未登记", en: "not recorded")),
    ],
    scopes: [.implementingBody: .place, .auditor: .place], openName: "name")

  static let cases = Listing(
    "cases", zh: "案件", en: "Cases",
    of: TableSpec("case", prefix: "CAS", columns: [.text("place"), .text("subject")]),
    columns: [
      ListingColumn("subject", zh: "事项", en: "Subject"),
      ListingColumn("paper", zh: "附件摘要", en: "Digest", inList: false),
      ListingColumn("procedure", zh: "程序", en: "Procedure", inList: false),
      ListingColumn("state", zh: "状态", en: "State", inList: false),
      ListingColumn("current", zh: "环节", en: "Step", inList: false),
      ListingColumn("dueOn", zh: "期限", en: "Due on"),
      ListingColumn("profileVersion", zh: "版本", en: "Version", inList: false),
      ListingColumn("beside", zh: "并行", en: "Beside", inList: false),
      ListingColumn("sideOpen", zh: "并行未办", en: "Beside open", inList: false),
      ListingColumn("sideDueOn", zh: "并行期限", en: "Beside due", inList: false),
    ],
    scopes: [.auditor: .place, .dataAuthority: .place])

  static let ghosts = Listing(
    "ghosts", zh: "影子", en: "Ghosts", of: ghostTable,
    columns: [ListingColumn("name", zh: "名称", en: "Name")],
    scopes: [.systemAdministrator: .place])
}

/// Where a note stands.
enum NoteState: String, CaseIterable {
  case open
  case closed
}

/// How much a note matters.
enum NoteLevel: String, ChoiceValue {
  case general
  case important

  var label: LocalText {
    switch self {
    case .general: LocalText(zh: "一般数据", en: "general data")
    case .important: LocalText(zh: "重要数据", en: "important data")
    }
  }
}

/// A part of a note, as an example of a structure.
struct NotePart: StructuredValue, Hashable {
  let item: String
  let share: Int

  static let example = #"{"item":"A","share":1}"#
}

/// Writes a note; refuses one that is called `refused`.
struct WriteNote: Action {
  let title: String
  let body: String
  let count: Int
  let isUrgent: Bool
  let amount: Money
  let dueOn: Day?
  let owner: RecordID
  let level: NoteLevel
  let tags: [String]
  let levels: [NoteLevel]
  let sections: KeyedTexts?
  let parts: [NotePart]?
  let paperDigest: String?
  let code: String?

  static let spec = Spec<Self>(
    "note.write", zh: "写便笺", en: "Write a note", capacities: [.implementingBody],
    clauses: ["EZ-02.6-i"],
    fields: Field("title", zh: "标题", en: "Title", bounds: 1...100),
    Field("body", zh: "正文", en: "Body", bounds: 1...2_000),
    Field("count", zh: "份数", en: "Copies", bounds: 0...10),
    Field("isUrgent", zh: "加急", en: "Urgent"),
    Field("amount", zh: "金额", en: "Amount"),
    Field("dueOn", zh: "期限", en: "Due on"),
    Field("owner", zh: "单位", en: "Owner", refersTo: "organisation"),
    Field("level", zh: "级别", en: "Level"),
    Field("tags", zh: "标签", en: "Tags", bounds: 0...5),
    Field("levels", zh: "适用级别", en: "Levels", bounds: 0...2),
    Field("sections", zh: "章节", en: "Sections"),
    Field("parts", zh: "组成", en: "Parts", bounds: 0...5),
    Field("paperDigest", zh: "文件摘要", en: "Digest of the paper", bounds: 64...64),
    Field("code", zh: "提取码", en: "Access code", bounds: 1...64, secret: true),
    make: Self.init)

  func facts(_ read: any RecordReader, _ context: Context) throws {}

  func decide(_ facts: Void, _ context: Context) -> Decision {
    guard title != "refused" else {
      return .refused([
        Reason(
          "note.title", clauses: ["EZ-02.6-i"], zh: "标题不合要求，请改写", en: "the title will not do",
          field: "title"),
        Reason(
          "note.closed", clauses: ["EZ-02.1-c"], zh: "便笺本已停用", en: "the notebook is closed"),
      ])
    }
    return .allowed(
      [],
      result: .object([
        "id": .string("NTE-0000000000000001"), "title": .string(title), "amount": .int(amount.fen),
      ]))
  }
}

/// Closes a note.
struct CloseNote: Action {
  let note: RecordID

  static let spec = Spec<Self>(
    "note.close", zh: "关闭便笺", en: "Close a note", capacities: [.implementingBody, .auditor],
    clauses: [], on: Notes.table.name, inStates: .duty(NoteState.open),
    fields: Field("note", zh: "便笺", en: "Note", refersTo: "note"), make: Self.init)

  func facts(_ read: any RecordReader, _ context: Context) throws {}

  func decide(_ facts: Void, _ context: Context) -> Decision {
    .allowed([], result: .object(["id": .string(note.rawValue)]))
  }
}

/// Signs a note, once for each organisation.
struct SignNote: Action {
  let note: RecordID

  static let spec = Spec<Self>(
    "note.sign", zh: "签署便笺", en: "Sign a note", capacities: [.grantor], clauses: [],
    on: Notes.table.name,
    inStates: ActionStates.duty(NoteState.open)
      .once(.organisation(list: "signatures", member: "by")),
    fields: Field("note", zh: "便笺", en: "Note", refersTo: "note"), make: Self.init)

  func facts(_ read: any RecordReader, _ context: Context) throws {}

  func decide(_ facts: Void, _ context: Context) -> Decision {
    .allowed([], result: .object(["id": .string(note.rawValue)]))
  }
}

/// Votes on a note, once for each account.
struct VoteOnNote: Action {
  let note: RecordID

  static let spec = Spec<Self>(
    "note.vote", zh: "表决便笺", en: "Vote on a note", capacities: [.egressChecker], clauses: [],
    on: Notes.table.name,
    inStates: ActionStates.duty(NoteState.open)
      .once(.account(table: Notes.voteTable.name, record: "note", member: "account")),
    fields: Field("note", zh: "便笺", en: "Note", refersTo: "note"), make: Self.init)

  func facts(_ read: any RecordReader, _ context: Context) throws {}

  func decide(_ facts: Void, _ context: Context) -> Decision {
    .allowed([], result: .object(["id": .string(note.rawValue)]))
  }
}

/// A report of the platform's own, which no form shows.
struct ReportNote: Action {
  let note: RecordID

  static let spec = Spec<Self>(
    "note.report", zh: "系统回报", en: "Report", capacities: [.system], clauses: [],
    on: Notes.table.name, fields: Field("note", zh: "便笺", en: "Note"), make: Self.init)

  func facts(_ read: any RecordReader, _ context: Context) throws {}

  func decide(_ facts: Void, _ context: Context) -> Decision { .allowed([], result: .null) }
}
