// SPDX-License-Identifier: Apache-2.0
import Core
package import Regulation

/// The noun: cases that go through the profile's procedures, and values that its text leaves open.
package enum Procedures: Noun {
  /// Its tables.
  package static var records: [AnyRecord] {
    [AnyRecord(CaseFile.self), AnyRecord(PaperUse.self), AnyRecord(OpenSetting.self)]
  }
  /// Its actions.
  package static var actions: [AnyAction] {
    [
      AnyAction(OpenCase.self), AnyAction(RecordCaseStep.self), AnyAction(WithdrawCase.self),
      AnyAction(LapseCase.self), AnyAction(SetOpenValue.self),
    ]
  }
  /// Its events.
  package static var events: [any DomainEvent.Type] {
    [
      CaseOpened.self, CaseAdvanced.self, CaseMarked.self, CaseSubjectNamed.self, CaseClosed.self,
      PapersFiled.self, CaseServed.self, OpenValueSet.self,
    ]
  }
  /// Its listings.
  package static var listings: [Listing] { [cases, openValues] }

  /// Cases: for those who carry the procedure out and those who supervise it.
  private static let cases = Listing(
    "cases", zh: "程序", en: "Cases", of: CaseFile.table,
    columns: [
      ListingColumn("procedure", zh: "程序", en: "Procedure"),
      ListingColumn("title", zh: "标题", en: "Title"),
      ListingColumn("subject", zh: "事项", en: "Subject"),
      ListingColumn("current", zh: "当前环节", en: "Current step"),
      ListingColumn("enteredOn", zh: "进入日", en: "Reached on"),
      ListingColumn("dueOn", zh: "期限", en: "Due on"),
      ListingColumn("state", zh: "状态", en: "State"),
      UncertainCount.column,
      ListingColumn("profileVersion", zh: "规则版本", en: "Profile version", inList: false),
      ListingColumn(
        "lapsedStep", zh: "已逾期、可补登的环节", en: "Lapsed step, open to what was done in time",
        inList: false),
      ListingColumn("beside", zh: "并行环节", en: "Steps beside the chain", inList: false),
      ListingColumn("sideOpen", zh: "有并行环节未办", en: "Steps beside open", inList: false),
      ListingColumn("sideDueOn", zh: "并行环节期限", en: "Steps beside due on", inList: false),
      ListingColumn(
        "steps", zh: "已办环节", en: "Steps done", visibleTo: CaseFile.insiders, inList: false),
      ListingColumn(
        "marks", zh: "各方办理", en: "Done by each body", visibleTo: CaseFile.insiders,
        inList: false),
      ListingColumn(
        "plan", zh: "方案内容", en: "Sections of the plan", visibleTo: CaseFile.insiders,
        inList: false),
    ], scopes: CaseFile.scopes)

  /// Open values: everybody who works on the platform may read them.
  private static let openValues = Listing(
    "open-values", zh: "已设定的数值", en: "Values set", of: OpenSetting.table,
    columns: [
      ListingColumn("key", zh: "名称", en: "Name"),
      ListingColumn("value", zh: "数值", en: "Value"),
      ListingColumn("documentNumber", zh: "文号", en: "Document number"),
      ListingColumn("setOn", zh: "设定日", en: "Set on"),
      ListingColumn("digest", zh: "文件摘要", en: "Digest", inList: false),
    ],
    scopes: Dictionary(
      uniqueKeysWithValues: Capacity.allCases.filter { $0 != .system }.map { ($0, .place) }))
}

extension CaseFile {
  /// Those who see what each body did; operators and developers see where their case stands.
  static let insiders = actors.union(Scopes.authorities.keys).subtracting([.operator, .developer])

  /// The authorities see all cases of a place, other bodies those whose steps name them, operators,
  /// developers and source units those in which they take part.
  static let scopes: [Capacity: RowScope] = {
    let named = actors.map { capacity in
      (capacity, RowScope.placeWhere([.lists("actors", capacity.rawValue)]))
    }
    return Scopes.authorities(
      andParties: .operator, .platformOperator, .developer, .sourceUnit
    )
    .merging(named) { first, _ in first }
  }()
}

/// Row scopes that several listings share.
package enum Scopes {
  /// Those who carry out, decide on, supervise and audit authorisations: all rows of the place.
  package static let authorities: [Capacity: RowScope] = [
    .grantor: .place, .implementingBody: .place, .dataAuthority: .place,
    .supervisingAuthority: .place, .auditor: .place, .auditAdministrator: .place,
  ]

  /// Everybody who signed in; for members that the public does not see.
  package static let signedIn = Set(Capacity.allCases)

  /// The authorities, and these capacities with the rows of their organisations.
  package static func authorities(andParties parties: Capacity...) -> [Capacity: RowScope] {
    authorities.merging(parties.map { ($0, .party) }) { wide, _ in wide }
  }
}
