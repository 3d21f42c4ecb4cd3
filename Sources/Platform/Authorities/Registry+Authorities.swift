// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// For which authority an action is decided, or why it is not.
package enum Seat: Sendable {
  /// In this context: the actor's own authority, or one below it that the actor serves.
  case at(Context)
  /// For none: it is another authority's matter, or something is not on record yet.
  case refused([Reason])
}

extension Registry {
  /// The authority for which an action is decided.
  ///
  /// A body acts on the matters of its own authority. What it does in those of one below is named
  /// by the place's rules, such as giving a receipt; administrators make the accounts below. What
  /// belongs to another authority is refused, and so are data of another tier.
  package func seated(
    _ context: Context, for action: AnyAction, _ input: JSON, _ read: any RecordReader
  ) throws -> Seat {
    let actor = context.actor
    guard !actor.holds(.system), let rules = context.profile.authorities,
      records[Authority.table.name] != nil
    else { return .at(context) }
    let root = PlaceKey.root(of: context.place)
    // Where nobody is registered below, there is nobody else's matter.
    guard try context.place != root || read.first(Authority.self, .equal("root", root)) != nil
    else { return .at(context) }
    let named = try referred(in: input, action.info, root, read)
    var seat = context
    if let first = named.first, first.place != context.place {
      switch try service(action.info, at: first.place, context, read) {
      case .acting(let served): seat = served
      case .unasked(let reason):
        if let refusal = context.standing([reason]) { return refusal }
      case .none where isOffice(actor):
        if let refusal = refusal(of: first, rules, context) { return refusal }
      case .none: return .at(context)
      }
    }
    if isOffice(actor) {
      for other in named.dropFirst() where other.place != seat.place && !other.isAuthority {
        if let refusal = refusal(of: other, rules, context) { return refusal }
      }
    }
    let reasons = try missing(action.info.name, input, rules, seat, read)
    return seat.standing(reasons) ?? .at(seat)
  }

  /// A record that a request names, with the place to which it belongs.
  private struct Named {
    let table: String
    let place: String
    var isAuthority: Bool { table == Authority.table.name }
  }

  /// The records below the rules' place that a request names, the one acted upon first.
  private func referred(
    in input: JSON, _ info: ActionInfo, _ root: String, _ read: any RecordReader
  ) throws -> [Named] {
    let acted = info.fields.first { $0.refersTo == info.on && info.on != nil }?.name
    let members = (input.object ?? [:]).sorted { $0.key < $1.key }
    let secret = info.secretFields
    var texts: [String] = []
    for (key, value) in members where key == acted { value.collectTexts(into: &texts) }
    for (key, value) in members where key != acted && !secret.contains(key) {
      value.collectTexts(into: &texts)
    }
    var seen: Set<RecordID> = []
    return try texts.compactMap { text in
      guard let id = RecordID(text), seen.insert(id).inserted,
        let record = byPrefix[id.prefix], let place = try record.place(id, read),
        PlaceKey.root(of: place) == root
      else { return nil }
      return Named(table: record.table.name, place: place)
    }
  }

  private func isOffice(_ actor: Actor) -> Bool {
    let outside: Set<Capacity> = [.operator, .developer, .dataSubject, .public]
    return !actor.capacities.subtracting(outside).isEmpty
  }

  /// What an actor has to do with an authority below its own.
  private enum Service {
    /// It acts there now.
    case acting(Context)
    /// It would, had the authority asked for it.
    case unasked(Reason)
    case none
  }

  /// What the actor has to do with an authority below for an action.
  private func service(
    _ info: ActionInfo, at place: String, _ context: Context, _ read: any RecordReader
  ) throws -> Service {
    let actor = context.actor
    guard PlaceKey.isBelow(place, context.place) else { return .none }
    let administrators = actor.capacities.intersection(Capacity.administrators)
    if !administrators.isDisjoint(with: info.capacities) {
      return .acting(context.acting(in: place, as: administrators))
    }
    guard let authority = try Authority.of(place, read),
      let rule = authority.rule(context.profile)
    else { return .none }
    for service in rule.above where service.actions.contains(info.name) {
      let held = actor.capacities.intersection(service.by)
      guard !held.isDisjoint(with: info.capacities) else { continue }
      guard !authority.uses(service) else { return .acting(context.acting(in: place, as: held)) }
      return .unasked(
        Reason(
          "authority.service", clauses: service.clauses,
          zh: "该下级单位未委托（使用）本级办理此事项，须先由其登记依据文件",
          en: "the lower authority has not asked this level to do it; it first records the paper"))
    }
    return .none
  }

  private func refusal(
    of named: Named, _ rules: AuthorityRules, _ context: Context
  ) -> Seat? {
    let isData = [Resource.table.name, AuthorisedEntry.table.name].contains(named.table)
    let reason =
      isData
      ? Reason(
        "authority.tier", clauses: rules.resources,
        zh: "该资源属于其他层级或地区，只能使用本级的资源",
        en: "these data are held at another tier or by another authority; use those of this one")
      : Reason(
        "authority.other", clauses: rules.clauses,
        zh: "该事项属于其他授权单位，由该单位办理",
        en: "this is another authority's matter, which acts on it itself")
    return context.standing([reason])
  }

  /// What an authority below must have on record, and what is not its to do.
  private func missing(
    _ action: String, _ input: JSON, _ rules: AuthorityRules, _ context: Context,
    _ read: any RecordReader
  ) throws -> [Reason] {
    guard context.place != PlaceKey.root(of: context.place) else { return [] }
    guard let authority = try Authority.of(context.place, read),
      let rule = authority.rule(context.profile)
    else {
      return [Refusals.unknown("authority", zh: "授权单位", en: "authority", field: "place")]
    }
    var reasons: [Reason] = []
    for need in rule.needs where need.gates(action, input, context.profile) {
      reasons += try need.problem(of: authority, on: context.today, read)
    }
    for need in rule.needs where need.standing.contains(action) {
      reasons += try need.ended(input, on: context.today, read)
    }
    if let own = rule.procedure, AuthorityNeed.opens(action, input, context.profile),
      let asked = input["procedure"]?.string, asked != own
    {
      reasons.append(
        Reason(
          "authority.procedure", clauses: rules.clauses, zh: "这是其他层级的授权程序，请按本级程序办理",
          en: "this is the procedure of another level; open that of this one", field: "procedure"))
    }
    if action == RecordCaseStep.spec.info.name {
      reasons += try rule.materials.compactMap {
        try $0.problem(in: input, read, context.profile)
      }
    }
    let isText =
      action == SetOpenValue.spec.info.name
      && input["key"]?.string?.hasPrefix(OpenSetting.textPrefix) == true
    if isText
      || [SupersedeValue.spec.info.name, AddInterpretation.spec.info.name].contains(action)
    {
      reasons.append(
        Reason(
          "authority.rules", clauses: rules.clauses, zh: "规定由上级制定，本级不能改写、解释或设定其施行日",
          en: "the rules are those of the place above; it supersedes and interprets them, and sets "
            + "from when they hold"))
    }
    return reasons
  }

  /// What is wrong with the actions that the levels of a place's rules name.
  func authorityProblems(of profile: Profile, file: String) -> [ProfileProblem] {
    (profile.authorities?.levels ?? []).flatMap { level in
      let gated = level.needs.flatMap { $0.actions + $0.standing }.filter {
        actions[$0]?.info.isSystem != false
      }
      let served = level.above.flatMap { service in
        service.actions.filter {
          actions[$0]?.info.capacities.isDisjoint(with: service.by) != false
        }
      }
      return gated.map { "names `\($0)`, which is no action of people" }
        + served.map { "gives `\($0)` to nobody who may do it" }
    }.map { ProfileProblem(file: file, line: 0, key: "authorities", message: $0) }
  }

  /// That an authorisation was opened under a project above, where its level needs one.
  package func opened(
    _ action: String, _ input: JSON, _ result: JSON, _ read: any RecordReader, _ context: Context
  ) throws -> [Event] {
    guard let rule = try Authority.level(read, context),
      let need = rule.needs.first(where: { $0.paper == nil }),
      need.gates(action, input, context.profile),
      let id = result["id"]?.string.flatMap(RecordID.init),
      let project = try SubordinateProject.open(at: context.place, on: context.today, read)
    else { return [] }
    return [Event(ProjectUsed(subject: project.id, opened: id), clauses: need.clauses)]
  }
}

extension Context {
  /// A refusal for those reasons whose controls are in effect; nil when none is left.
  fileprivate func standing(_ reasons: [Reason]) -> Seat? {
    let standing = controls.standing(reasons)
    return standing.isEmpty ? nil : .refused(standing)
  }
}

extension AuthorityNeed {
  /// Whether an action opens an authorisation: a case of such a procedure, or a call that goes on
  /// with none.
  static func opens(_ action: String, _ input: JSON, _ profile: Profile) -> Bool {
    switch action {
    case OpenCase.spec.info.name:
      profile.authorisations.contains(input["procedure"]?.string ?? "")
    case DraftCall.spec.info.name: input.given("case") == nil
    default: false
    }
  }

  /// Whether a request waits for it.
  func gates(_ action: String, _ input: JSON, _ profile: Profile) -> Bool {
    guard actions.contains(action) else { return false }
    let opening = [OpenCase.spec.info.name, DraftCall.spec.info.name]
    return !opening.contains(action) || Self.opens(action, input, profile)
  }

  /// Why an authority does not meet it.
  fileprivate func problem(
    of authority: Authority, on day: Day, _ read: any RecordReader
  ) throws -> [Reason] {
    switch paper {
    case .none:
      guard try SubordinateProject.open(at: authority.place, on: day, read) == nil else {
        return []
      }
      return [
        Reason(
          SubordinateProject.control, clauses: clauses,
          zh: "确需授权运营的，由上级政府统筹：须先由上级凭确需说明纳入其项目，每个项目发起一次授权",
          en: "the government above coordinates it: it first takes the project up under one of its"
            + " own, on a statement of need; each opens one authorisation")
      ]
    case .receipt:
      guard authority.paper(.designation) == nil || authority.paper(.receipt) == nil else {
        return []
      }
      return [
        Reason(
          "authority.receipt", clauses: clauses,
          zh: "须先登记确定实施机构的文件并取得上级数据管理部门的备案回执",
          en: "first record the designation of the implementing body and get the receipt of the"
            + " data authority above")
      ]
    case .some(let kind):
      guard authority.paper(kind) == nil else { return [] }
      return [
        Reason(
          "authority.unrecorded", clauses: clauses, zh: "须先登记：\(kind.label.zh)（文号、日期、文件）",
          en: "first record, with number, day and file: \(kind.label.en)")
      ]
    }
  }
}

extension AuthorityNeed {
  /// Why what a request names is not gone on with: its project above stands no more.
  fileprivate func ended(
    _ input: JSON, on day: Day, _ read: any RecordReader
  ) throws -> [Reason] {
    let named = (input.object ?? [:]).values.compactMap { $0.string.flatMap(RecordID.init) }
    let cases = try named.compactMap { id in
      switch id.prefix {
      case CaseFile.table.prefix: id
      case Agreement.table.prefix: try read.find(Agreement.self, id)?.case
      default: nil
      }
    }
    let isOver = try cases.contains { id in
      guard let file = try read.find(CaseFile.self, id),
        let project = try SubordinateProject.behind(file, read)
      else { return false }
      return try !project.stands(on: day, read)
    }
    return isOver ? [SubordinateProject.ended(clauses)] : []
  }
}

extension LevelMaterial {
  /// Why a step is not complete without it; where no step is named it is the case's current one.
  fileprivate func problem(
    in input: JSON, _ read: any RecordReader, _ profile: Profile
  ) throws -> Reason? {
    let file = try input["case"]?.string.flatMap(RecordID.init).flatMap {
      try read.find(CaseFile.self, $0)
    }
    guard (input.given("step") ?? file?.current) == step,
      input["outcome"]?.string == StepResult.passed.rawValue
    else { return nil }
    let rule = file.flatMap { profile.procedure($0.procedure) }?.step(step)
    let handed = (input["materials"]?.array ?? []).compactMap { $0["name"]?.string }
    guard !handed.contains(where: { rule?.material($0) == material }) else { return nil }
    let declared = rule?.materials.first { $0.id == material }
    return Reason(
      "authority.material", clauses: clauses,
      zh: "本级办理此环节还须提交：\(declared?.label.zh ?? material)",
      en: "at this level the step also needs: \(declared?.label.en ?? material)",
      field: "materials")
  }
}

extension JSON {
  /// The text of a member; nil too where it is empty, which a field that may be missing reads as
  /// nothing.
  fileprivate func given(_ name: String) -> String? {
    self[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Every text within, in order; of objects by the names of their members.
  fileprivate func collectTexts(into texts: inout [String]) {
    switch self {
    case .string(let text): texts.append(text)
    case .array(let items): for item in items { item.collectTexts(into: &texts) }
    case .object(let members):
      for (_, value) in members.sorted(by: { $0.key < $1.key }) { value.collectTexts(into: &texts) }
    case .null, .bool, .int: break
    }
  }
}
