// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// An action whose slow work always fails, so that it shows whether the work was done.
struct ProbeSlowWork: SlowAction {
  let text: String

  static let spec = Spec<Self>(
    "probe.work", zh: "试", en: "Probe", capacities: [.systemAdministrator], clauses: [],
    fields: Field("text", zh: "文", en: "Text", bounds: 1...10), make: Self.init)

  func beforehand(_ preparation: Preparation) throws -> Self { throw WorkWasDone() }
  func facts(_ read: any RecordReader, _ context: Context) throws {}
  func decide(_ facts: Void, _ context: Context) -> Decision { .allowed([]) }
}

/// An action that takes a file as data.
struct ProbeDelivery: Action {
  let upload: String

  static let spec = Spec<Self>(
    "probe.deliver", zh: "试", en: "Probe", capacities: [.systemAdministrator], clauses: [],
    fields: Field("upload", zh: "文件", en: "File", bounds: 1...60), make: Self.init)

  func facts(_ read: any RecordReader, _ context: Context) throws {}
  func decide(_ facts: Void, _ context: Context) -> Decision { .allowed([]) }
}

/// An action that takes a file only of the acting organisation.
struct ProbeHandover: SlowAction {
  let upload: RecordID
  private var isKept = false

  private init(upload: RecordID) { self.upload = upload }

  static let spec = Spec<Self>(
    "probe.hand", zh: "试", en: "Probe", capacities: [.systemAdministrator], clauses: [],
    fields: Field("upload", zh: "文件", en: "File"), make: Self.init)

  func beforehand(_ preparation: Preparation) throws -> Self {
    var action = self
    action.isKept = try preparation.isKept(upload)
    return action
  }
  func facts(_ read: any RecordReader, _ context: Context) throws {}
  func decide(_ facts: Void, _ context: Context) -> Decision {
    isKept ? .allowed([]) : .refused(Reason("probe.upload", zh: "无", en: "none"))
  }
}

/// An action that takes a file as data, says what it is, compares a digest and names a proof.
struct ProbeTaking: Action {
  let upload: String?
  let manifest: BatchManifest?
  let digest: DigestText?
  let proof: DigestText?

  static let spec = Spec<Self>(
    "probe.take", zh: "试", en: "Probe", capacities: [.systemAdministrator], clauses: [],
    fields: Field("upload", zh: "文件", en: "File", bounds: 1...60),
    Field("manifest", zh: "清单", en: "Manifest"),
    Field("digest", zh: "摘要", en: "Digest", offers: .typed),
    Field("proof", zh: "证明", en: "Proof"), make: Self.init)

  func facts(_ read: any RecordReader, _ context: Context) throws {}
  func decide(_ facts: Void, _ context: Context) -> Decision { .allowed([]) }
}

/// The slow work was done.
struct WorkWasDone: Error {}

/// A noun with the probe alone.
enum Probes: Noun {
  static var records: [AnyRecord] { [] }
  static var actions: [AnyAction] {
    [
      AnyAction(ProbeSlowWork.self), AnyAction(ProbeDelivery.self), AnyAction(ProbeHandover.self),
      AnyAction(ProbeTaking.self),
    ]
  }
  static var events: [any DomainEvent.Type] { [] }
  static var listings: [Listing] { [] }
}
