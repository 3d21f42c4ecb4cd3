// SPDX-License-Identifier: Apache-2.0
package import Core
package import Regulation

/// A record that hangs on a case: what is done to it goes by the version of the place's rules under
/// which the case began.
package protocol CaseBound: Record {
  /// The case; nil when a link is missing.
  func caseFile(_ read: any RecordReader) throws -> CaseFile?
}

extension CaseFile: CaseBound {
  /// The case itself.
  package func caseFile(_ read: any RecordReader) throws -> CaseFile? { self }
}

extension Call: CaseBound {
  /// The case that the call opened.
  package func caseFile(_ read: any RecordReader) throws -> CaseFile? {
    try read.find(CaseFile.self, `case`)
  }
}

extension Application: CaseBound {
  /// The case of its call.
  package func caseFile(_ read: any RecordReader) throws -> CaseFile? {
    try read.find(Call.self, call)?.caseFile(read)
  }
}

extension PublicNotice: CaseBound {
  /// The case of which it is a step.
  package func caseFile(_ read: any RecordReader) throws -> CaseFile? {
    try read.find(CaseFile.self, `case`)
  }
}

extension Agreement: CaseBound {
  /// The case whose last steps it is.
  package func caseFile(_ read: any RecordReader) throws -> CaseFile? {
    try read.find(CaseFile.self, `case`)
  }
}

extension Registry {
  /// The context in which an action decides: under the rules of the case that the record acted upon
  /// hangs on, or else under the present ones.
  ///
  /// Refused when the case began under a version that is not kept: to decide by another version
  /// would change a running case.
  package func ruled(
    _ context: Context, for action: AnyAction, _ input: JSON, _ read: any RecordReader
  ) throws -> Result<Context, UnkeptRules> {
    guard !action.goesByPresentRules, let table = action.info.on,
      let find = records[table]?.caseFile,
      let field = action.info.fields.first(where: { $0.refersTo == table }),
      let id = input[field.name]?.string.flatMap(RecordID.init),
      let file = try find(id, read), file.place == context.place
    else { return .success(context) }
    guard let ruled = context.under(version: file.profileVersion) else {
      return .failure(UnkeptRules(version: file.profileVersion))
    }
    return .success(ruled)
  }
}

/// A case began under a version of its place's rules that this installation does not hold.
package struct UnkeptRules: Error, Hashable {
  /// The version.
  package let version: Int

  /// Why nothing can be decided, and what restores it.
  package var reason: Reason {
    Reason(
      "rules.unkept", zh: "该事项适用的规则第 \(version) 版未加载，请平台运维单位恢复该版本后再办理",
      en: "version \(version) of the rules, under which this case began, is not loaded; the running"
        + " organisation must restore it first")
  }
}
