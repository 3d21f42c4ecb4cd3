// SPDX-License-Identifier: Apache-2.0

/// A level of authorities below a place's own, such as its counties.
package struct AuthorityLevel: Codable, Hashable, Sendable {
  /// The name.
  package let id: String
  /// The words for people.
  package let label: LocalText
  /// The levels directly above it: the place's own by its name, or levels before this one.
  package let under: [String]
  /// What must be on record before some actions.
  package let needs: [AuthorityNeed]
  /// What bodies of the levels above do in its cases.
  package let above: [AuthorityService]
  /// What an organisation must also be to hold a capacity here.
  package let bodies: [AuthorityBody]
  /// Whether it may run a platform of its own; nil where the text does not speak of it.
  package let platform: AuthorityPlatform?
  /// Its procedure of authorisation; nil where it has the place's own.
  package let procedure: String?
  /// Materials of steps that only this level hands in.
  package let materials: [LevelMaterial]
  /// Duties and procedures of the place as a whole that the level above does for it.
  package let restsOn: [String]
  /// Whether it sets the values that the text leaves open for itself alone.
  package let hasOwnValues: Bool
  /// The clauses.
  package let clauses: [ClauseID]
  /// The line of the file on which it stands.
  package let line: Int
}

extension AuthorityLevel {
  /// Reads the section.
  init(_ section: ProfileSection) {
    line = section.line
    id = section.plain("id", .name)
    label = section.label()
    under = section.plain("under", .list(.name))
    needs = section.sectionsIfPresent("needs", AuthorityNeed.init)
    above = section.sectionsIfPresent("above", AuthorityService.init)
    bodies = section.sectionsIfPresent("bodies", AuthorityBody.init)
    platform =
      section.optional("platform") == nil
      ? nil : section.section("platform", AuthorityPlatform.init)
    procedure = section.plainIfPresent("procedure", .name)
    materials = section.sectionsIfPresent("materials", LevelMaterial.init)
    restsOn = section.plainIfPresent("restsOn", .list(.name)) ?? []
    hasOwnValues = section.plainIfPresent("ownValues", .bool) ?? false
    clauses = section.clauses()
    if under.isEmpty { section.report("stands under no level") }
  }
}

/// A document or receipt on which a lower authority rests.
package enum AuthorityPaperKind: String, Codable, CaseIterable, Hashable, Sendable {
  /// 本级采用文件: its own document that adopts the rules.
  case adoption
  /// 确定实施机构文件: its government's document that names the implementing body.
  case designation
  /// 上级备案回执: the receipt of the level above for that document.
  case receipt
  /// 委托评审文件: it commissions the expert group of the level above.
  case expertCommission
  /// 自建专家组文件: it forms an expert group of its own.
  case ownExperts
  /// 例外情况说明: why it runs a platform of its own.
  case platformException
}

/// What must be on record before an authority of a level does some actions.
package struct AuthorityNeed: Codable, Hashable, Sendable {
  /// The paper; nil for a project of the level above under which it acts.
  package let paper: AuthorityPaperKind?
  /// The names of the actions; opening a case counts where it is one of authorisation.
  package let actions: [String]
  /// The names of actions on what was opened that wait for a project above that still stands;
  /// none where a paper is needed.
  package let standing: [String]
  /// The clauses.
  package let clauses: [ClauseID]
}

extension AuthorityNeed {
  init(_ section: ProfileSection) {
    let isProject = section.plainIfPresent("project", .bool) ?? false
    paper = section.plainIfPresent("paper", .oneOf(AuthorityPaperKind.adoption))
    actions = section.plain("actions", .list(.text))
    standing = section.plainIfPresent("standing", .list(.text)) ?? []
    clauses = section.clauses()
    if !isProject, !standing.isEmpty { section.report("`standing` is for `project: true`") }
    if isProject == (paper != nil) { section.report("needs `paper` or `project: true`") }
    if actions.isEmpty { section.report("gates nothing") }
  }
}

/// What bodies of a level above do in the cases of an authority below.
package struct AuthorityService: Codable, Hashable, Sendable {
  /// Who.
  package let by: [Capacity]
  /// The names of the actions.
  package let actions: [String]
  /// The paper by which the lower authority asked for it; nil where it needs none.
  package let paper: AuthorityPaperKind?
  /// Whether it ends where the lower authority runs a platform of its own.
  package let isOfPlatform: Bool
  /// The clauses.
  package let clauses: [ClauseID]
}

extension AuthorityService {
  init(_ section: ProfileSection) {
    by = section.plain("by", .list(.oneOf(Capacity.dataAuthority)))
    actions = section.plain("actions", .list(.text))
    paper = section.plainIfPresent("paper", .oneOf(AuthorityPaperKind.expertCommission))
    isOfPlatform = section.plainIfPresent("ofPlatform", .bool) ?? false
    clauses = section.clauses()
    let outside: Set<Capacity> = [.operator, .developer, .dataSubject, .public, .system]
    if by.isEmpty || actions.isEmpty { section.report("does nothing") }
    if !outside.isDisjoint(with: by) { section.report("names somebody who is no body") }
  }
}

/// What an organisation must also be to hold a capacity at a level.
package struct AuthorityBody: Codable, Hashable, Sendable {
  /// The capacity.
  package let capacity: Capacity
  /// The capacity that goes with it.
  package let also: Capacity
  /// The clauses.
  package let clauses: [ClauseID]
}

extension AuthorityBody {
  init(_ section: ProfileSection) {
    capacity = section.plain("capacity", .oneOf(Capacity.implementingBody))
    also = section.plain("also", .oneOf(Capacity.dataAuthority))
    clauses = section.clauses()
  }
}

/// Whether a level may run a platform of its own.
package struct AuthorityPlatform: Codable, Hashable, Sendable {
  /// May it?
  package enum Own: String, Codable, CaseIterable, Hashable, Sendable {
    /// No.
    case forbidden
    /// Only with a statement of why, and flagged.
    case exception
  }

  /// Whether it may.
  package let own: Own
  /// The clauses.
  package let clauses: [ClauseID]

  /// Says whether a level may.
  package init(own: Own, clauses: [ClauseID]) {
    self.own = own
    self.clauses = clauses
  }
}

extension AuthorityPlatform {
  init(_ section: ProfileSection) {
    own = section.plain("own", .oneOf(Own.forbidden))
    clauses = section.clauses()
  }
}

/// A material of a step that authorities of a level hand in and others need not.
package struct LevelMaterial: Codable, Hashable, Sendable {
  /// The step.
  package let step: String
  /// The material.
  package let material: String
  /// The clauses.
  package let clauses: [ClauseID]
}

extension LevelMaterial {
  init(_ section: ProfileSection) {
    step = section.plain("step", .name)
    material = section.plain("material", .name)
    clauses = section.clauses()
  }
}
