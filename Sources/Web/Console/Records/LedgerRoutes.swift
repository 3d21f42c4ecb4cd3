// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation

/// An entry's inclusion proof, to read and to keep.
struct LedgerRoutes {
  /// What all pages share.
  let console: Console

  /// Adds the routes.
  func add(to routes: ConsoleGroup) {
    routes.get("/console/ledger/{index}/proof") { visit in
      let (index, proof) = try await find(visit)
      let title = LocalText(zh: "第 \(index) 条记录的存证证明", en: "Proof of entry \(index)")
      return try await visit.page(
        "proof", title: title,
        [
          "entry": .int(Int64(index)), "proof": .string(proof ?? ""),
          "isPublished": .bool(proof != nil),
          "file": .string("/console/ledger/\(index)/proof-file"),
        ])
    }
    routes.get("/console/ledger/{index}/proof-file") { visit in
      let (index, proof) = try await find(visit)
      guard let proof else { throw Problem.notFound }
      return PageResponse.download(
        Array(proof.utf8), name: "entry-\(index).tlog-proof", type: "text/plain; charset=utf-8")
    }
  }

  private func find(_ visit: Visit) async throws -> (Int, String?) {
    _ = try visit.actor
    guard let index = Int(try visit.context.parameters.require("index")), index >= 0 else {
      throw Problem.notFound
    }
    return (index, try await console.platform.proof(ofEntry: index))
  }
}
