// SPDX-License-Identifier: Apache-2.0
import Core
import Regulation

extension DataImport {
  /// The import of the actor's place; nil for any other.
  static func here(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> DataImport? {
    guard let found = try read.find(DataImport.self, id), found.place == context.place else {
      return nil
    }
    return found
  }

  /// The import of the actor's own organisation; nil for any other.
  static func owned(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> DataImport? {
    guard let found = try here(id, read, context),
      found.operator == context.actor.organisation
    else { return nil }
    return found
  }

  static let unknown = Refusals.unknown("import", zh: "数据导入", en: "import", field: "import")

  static let already = Reason(
    "import.already", zh: "该数据导入的这一结果已报告", en: "this was reported of the import already")

  func wrongState(_ context: Context) -> Reason {
    Refusals.state(
      "import", is: state.rawValue, clauses: context.profile.imports?.reviewers.clauses ?? [],
      zh: "数据导入的状态不允许此操作", en: "the import's state does not allow this")
  }

  /// Why its data may not be used in a scenario on a day; nil when they may: enough people agreed,
  /// the right has not run out, and it is the scenario for which it was asked (HD-12-d, QZ-20.3-a).
  static func stop(
    _ found: DataImport?, scenario: RecordID?, on day: Day, _ profile: Profile,
    code: String = "job.import", field: String = "grants"
  ) -> Reason? {
    let clauses = profile.imports?.fusion.clauses ?? []
    guard let found, found.scenario == scenario, found.state.isAgreed else {
      return Reason(
        code, clauses: clauses, zh: "输入须为本场景的数据授权，或本场景经审核同意且未终止的导入数据",
        en: "inputs are grants of this scenario, or imports of it that were agreed to and have "
          + "not ended",
        field: field)
    }
    guard day <= found.lastDay else {
      return Reason(
        code, clauses: clauses, zh: "导入数据的使用权已于 \(found.lastDay) 到期，不能使用",
        en: "the right to these imported data ended on \(found.lastDay)", field: field)
    }
    return nil
  }
}

extension Resource {
  /// The resource of the catalogue, or what stands for an import of the actor's organisation.
  static func usable(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Resource? {
    guard let found = try read.find(Resource.self, id), found.place == context.place,
      found.dataImport == nil || found.sourceUnit == context.actor.organisation
    else { return nil }
    return found
  }
}
