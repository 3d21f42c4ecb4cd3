// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// The platform destroyed evidence and content of a release that did not leave, or what a renewed
/// evaluation replaced.
package struct ReportContentDestroyed: Action {
  let release: RecordID
  let whole: Bool
  let replaced: Int
  let objects: Int
  let certificate: DigestText

  /// The declaration.
  package static let spec = Spec<Self>(
    "egress.contentDestroyed", zh: "出域申请内容已销毁", en: "What was made of a release was destroyed",
    capacities: [.system], clauses: ["EZ-02.7-f"], on: Release.table.name,
    inStates: .possible(Release.Disposal.due, in: "disposal"),
    fields: Field("release", zh: "出域申请", en: "Release", refersTo: "release"),
    Field("whole", zh: "全部销毁", en: "All of it"),
    Field("replaced", zh: "被替换对象数", en: "Objects that were replaced"),
    Field("objects", zh: "已销毁对象数", en: "Objects destroyed"),
    Field("certificate", zh: "销毁凭证摘要", en: "Digest of the certificate"), make: Self.init)

  /// The release.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Release? {
    try read.find(Release.self, release)
  }

  /// Only what was due, once, and only if the release is as it was when the work was done.
  package func decide(_ found: Release?, _ context: Context) -> Decision {
    guard let found, found.place == context.place else { return .refused(Release.unknown()) }
    guard found.disposal == .due else {
      return .refused(
        Reason(
          "egress.contentDestroyed.already", zh: "没有待销毁的内容，或销毁结果已报告",
          en: "nothing is to be destroyed, or it was reported already"))
    }
    guard whole == found.state.isEndedInside, replaced == found.replaced?.count ?? 0 else {
      return .refused(
        Reason(
          "egress.contentDestroyed.changed", zh: "申请状态已变化，须重新核对后再报告",
          en: "the release changed meanwhile; look again and report anew"))
    }
    return .allowed(
      Event(ContentDestroyed(subject: release, objects: objects, certificate: certificate)),
      id: release)
  }
}

/// Evidence and content of a release are gone.
package struct ContentDestroyed: DomainEvent {
  /// The stable type.
  package static let type = "egress.contentDestroyed"
  /// The release.
  package let subject: RecordID
  let objects: Int
  let certificate: DigestText

  /// Keeps the certificate.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var release = try read.find(Release.self, subject) else { return [] }
    release.disposal = .done
    release.replaced = nil
    release.certificate = certificate
    return [.put(release)]
  }
}
