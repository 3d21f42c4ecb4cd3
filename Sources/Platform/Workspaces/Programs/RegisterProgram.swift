// SPDX-License-Identifier: Apache-2.0
package import Core
package import Cryptography
import Regulation

/// Registers code for a scenario; production runs what is registered, by its digest.
package struct RegisterProgram: Action {
  let scenario: RecordID
  let name: String
  let kind: ProgramKind
  let processing: String
  let source: String
  let outputs: [DeclaredOutput]

  /// The declaration.
  package static let spec = Spec<Self>(
    "program.register", zh: "登记程序", en: "Register a program",
    capacities: [.operator, .developer], clauses: ["EZ-02.2-f", "EZ-02.13-a", "EZ-02.2-d"],
    on: Scenario.table.name, inStates: .possible(Scenario.State.approved),
    fields: Field("scenario", zh: "场景", en: "Scenario", refersTo: "scenario"),
    Field("name", zh: "程序名称", en: "Name", bounds: 1...100), Field("kind", zh: "语言", en: "Language"),
    Field(
      "processing", zh: "处理类型", en: "Kind of processing", bounds: 1...40,
      offers: .rules(.programKinds)),
    Field("source", zh: "源代码", en: "Source", bounds: 0...Int64(Program.sourceBytesMax)),
    Field("outputs", zh: "输出", en: "Outputs", bounds: 1...8), make: Self.init)

  /// The organisation's scenario with its agreement, and a program of this name.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> ProgramFacts? {
    guard let found = try Scenario.owned(scenario, read, context) else { return nil }
    let twins = try read.count(
      Program.self,
      [
        .equal("scenario", scenario), .equal("name", name),
        .equal("state", Program.State.registered.rawValue),
      ])
    return ProgramFacts(
      scenario: found, agreement: try read.find(Agreement.self, found.agreement),
      isNameTaken: twins > 0, entry: try DomainEntry(read, context))
  }

  /// Refuses processing that the profile does not allow, and code that does not fit its outputs.
  package func decide(_ facts: ProgramFacts?, _ context: Context) -> Decision {
    guard let facts else { return .refused(Scenario.unknown) }
    var reasons: [Reason] = []
    let stop = SupplyChain.stop(
      scenario: facts.scenario, agreement: facts.agreement, on: context.today, context.profile)
    if let stop { reasons.append(stop) }
    reasons += facts.entry.reasons(context)
    let kinds = context.profile.operation.operatorJobKinds
    if let allowed = kinds.value, !allowed.contains(where: { $0.id == processing }) {
      reasons.append(
        Reason(
          "program.processing", clauses: kinds.clauses,
          zh: "处理类型应为：\(allowed.map(\.label.zh).joined(separator: "、"))",
          en: "the processing is one of: \(allowed.map(\.id).joined(separator: ", "))",
          field: "processing"))
    }
    if facts.isNameTaken {
      reasons.append(
        Reason(
          "program.name.taken", zh: "本场景已有同名程序，请先停用旧版",
          en: "the scenario has a program of this name; retire it first", field: "name"))
    }
    reasons += codeReasons
    // A text that is too long altogether is said to be that, and not read further.
    if !codeReasons.contains(where: { $0.code == "program.source.long" }) {
      reasons += LiteralScan(source, outputs).reasons(context.profile)
    }
    if let refusal = context.refusal(reasons) { return refusal }
    let id = context.newID(Program.table)
    let fact = ProgramRegistered(
      subject: id, place: context.place, operator: context.actor.organisation,
      scenario: scenario, kind: kind, processing: processing, name: name,
      digest: Program.digest(kind: kind, source: source, outputs: outputs), outputs: outputs,
      by: context.actor.account)
    return .allowed(
      [Event(fact, payload: ["source": .string(source)])],
      result: ["id": .string(id.rawValue), "digest": .string(fact.digest.hex)])
  }

  private var codeReasons: [Reason] {
    var reasons: [Reason] = []
    if source.utf8.count > Program.sourceBytesMax {
      reasons.append(
        Reason(
          "program.source.long", zh: "源代码不超过 256 KiB", en: "a source has at most 256 KiB",
          field: "source"))
    }
    if source.isEmpty, kind == .python {
      reasons.append(
        Reason("program.source.empty", zh: "源代码为空", en: "the source is empty", field: "source"))
    }
    if Set(outputs.map(\.name)).count != outputs.count {
      reasons.append(
        Reason(
          "program.outputs.twice", zh: "输出名称重复", en: "an output is named twice",
          field: "outputs"))
    }
    if kind == .sql, outputs.contains(where: { !$0.format.isTable }) {
      reasons.append(
        Reason(
          "program.outputs.format", zh: "SQL 程序的输出只能是 Parquet 或 CSV 表",
          en: "an output of an SQL program is a table: parquet or csv", field: "outputs"))
    }
    if outputs.contains(where: { ($0.query != nil) != (kind == .sql) }) {
      reasons.append(
        Reason(
          "program.outputs.query", zh: "SQL 程序的每个输出须有查询，Python 程序的输出没有查询",
          en: "each output of an SQL program has a query, those of a Python program have none",
          field: "outputs"))
    }
    return reasons
  }
}

/// What a registration is held against.
package struct ProgramFacts: Sendable {
  let scenario: Scenario
  let agreement: Agreement?
  let isNameTaken: Bool
  /// Whether whoever registers may enter the domain.
  let entry: DomainEntry
}

extension Program {
  /// SHA-256 of the canonical JSON of language, source and outputs.
  package static func digest(
    kind: ProgramKind, source: String, outputs: [DeclaredOutput]
  ) -> Digest {
    let declared = outputs.map { output -> JSON in
      [
        "name": .string(output.name), "format": .string(output.format.rawValue),
        "query": output.query.map(JSON.string) ?? .null,
      ]
    }
    let json: JSON = [
      "kind": .string(kind.rawValue), "source": .string(source), "outputs": .array(declared),
    ]
    return SHA256.hash(json.canonical())
  }

  /// Whether the source is there and is the one that was registered.
  package var isIntact: Bool {
    source.map { Program.digest(kind: kind, source: $0, outputs: outputs) == digest } ?? false
  }

  /// The program of the actor's organisation and place; nil for any other.
  static func owned(
    _ id: RecordID, _ read: any RecordReader, _ context: Context
  ) throws -> Program? {
    guard let program = try read.find(Program.self, id), program.place == context.place,
      program.operator == context.actor.organisation
    else { return nil }
    return program
  }

  static let unknown = Refusals.unknown("program", zh: "程序", en: "program", field: "program")
}

/// Takes a program out of use; jobs that are under way run on.
package struct RetireProgram: Action {
  let program: RecordID

  /// The declaration.
  package static let spec = Spec<Self>(
    "program.retire", zh: "停用程序", en: "Retire a program", capacities: [.operator, .developer],
    clauses: ["EZ-02.2-f"], on: Program.table.name, inStates: .possible(Program.State.registered),
    fields: Field("program", zh: "程序", en: "Program", refersTo: "program"), make: Self.init)

  /// The organisation's program.
  package func facts(_ read: any RecordReader, _ context: Context) throws -> Program? {
    try Program.owned(program, read, context)
  }

  /// Only once.
  package func decide(_ facts: Program?, _ context: Context) -> Decision {
    guard let program = facts else { return .refused(Program.unknown) }
    guard program.state == .registered else {
      return .refused(
        Refusals.state(
          "program", is: program.state.rawValue, zh: "程序已停用", en: "the program is retired"))
    }
    return .allowed(Event(ProgramRetired(subject: program.id)), id: program.id)
  }
}

/// A program was registered.
package struct ProgramRegistered: DomainEvent {
  /// The stable type.
  package static let type = "program.registered"
  /// The program.
  package let subject: RecordID
  let place: String
  let `operator`: RecordID
  let scenario: RecordID
  let kind: ProgramKind
  let processing: String
  let name: String
  let digest: Digest
  let outputs: [DeclaredOutput]
  let by: RecordID

  /// Adds the program.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    [
      .put(
        Program(
          id: subject, place: place, operator: `operator`, scenario: scenario, kind: kind,
          processing: processing, name: name, digest: digest, outputs: outputs,
          source: payload?["source"]?.string, state: .registered, registeredBy: by,
          registeredOn: stamp.occurredOn))
    ]
  }
}

/// A program was retired.
package struct ProgramRetired: DomainEvent {
  /// The stable type.
  package static let type = "program.retired"
  /// The program.
  package let subject: RecordID

  /// Sets the state.
  package func changes(
    _ stamp: Stamp, payload: JSON?, _ read: any RecordReader
  ) throws -> [Change] {
    guard var program = try read.find(Program.self, subject) else { return [] }
    program.state = .retired
    return [.put(program)]
  }
}
