// SPDX-License-Identifier: Apache-2.0
import Core
import Platform

/// Scans the files of imports that were asked for, so that people can decide on them.
package struct ImportScanWorker: DomainWorker {
  private let parts: DomainParts

  /// Works with the domain's parts.
  package init(parts: DomainParts) {
    self.parts = parts
  }

  /// `imports`.
  package var name: String { "imports" }

  /// Scans what was asked for.
  package func round() async throws {
    let pending = try parts.reporting.read { read in
      try read.list(
        DataImport.self, [.equal("state", DataImport.State.requested.rawValue)],
        limit: parts.limits.page)
    }
    try await parts.each(pending, of: name, id: \.id) { try await scan($0) }
  }

  private func scan(_ found: DataImport) async throws -> Bool {
    parts.board.hold(found.id)
    defer { parts.board.free(found.id) }
    let data = try parts.reporting.read { try compared(with: found, $0) }
    let result: ImportScan.Result
    do {
      result = try await ImportScan(parts: parts, found: found, compared: data).run()
    } catch {
      try Task.checkCancellation()
      // A file that is not there, or not as it was kept, stays so.
      let fault = DomainFault.of(error)
      guard fault == .vault, !parts.mayPass(error, of: found.id) else { throw error }
      result = .unfit("fault.\(fault.rawValue)")
    }
    var input: [String: JSON] = ["import": .string(found.id.rawValue)]
    switch result {
    case .scanned(let findings, let overlap):
      input["findings"] = try JSON(encoding: findings)
      input["overlap"] = try JSON(encoding: overlap)
      return try await parts.report("import.scanned", place: found.place, input)
    case .unfit(let code):
      input["failureClass"] = .string(code)
      return try await parts.report("import.unfit", place: found.place, input)
    }
  }

  /// What its scenario demands or is granted, as it holds now.
  private func compared(
    with found: DataImport, _ read: any RecordReader
  ) throws -> [(resource: Resource, version: DatasetVersion)] {
    let scenario = try read.find(Scenario.self, found.scenario)
    let demanded = try (scenario?.demand ?? []).compactMap {
      try read.find(AuthorisedEntry.self, $0.entry)?.resource
    }
    let granted = try read.every(Grant.self, [.equal("scenario", found.scenario)])
      .filter(\.state.isLive).map(\.resource)
    return try Set(demanded + granted).sorted().compactMap { id in
      guard let resource = try read.find(Resource.self, id),
        let version = try DatasetVersion.active(of: id, read)
      else { return nil }
      return (resource, version)
    }
  }
}
