// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// How much is out of the resources of a release: an evaluation holds only for as much as it saw.
package enum DisclosureMemory {
  /// A number that grows with every table that is let out of one of the resources.
  package static func version(
    of resources: [RecordID], _ read: any RecordReader
  ) throws -> Int {
    try resources.reduce(0) { sum, id in
      try sum + (read.find(Resource.self, id)?.tablesOut ?? 0)
    }
  }

  /// The resources of a table that is let out, counted on.
  static func counted(_ release: Release, _ read: any RecordReader) throws -> [Change] {
    guard release.kind.isTable else { return [] }
    return try release.resources.compactMap { id in
      guard var resource = try read.find(Resource.self, id) else { return nil }
      resource.tablesOut = (resource.tablesOut ?? 0) + 1
      return .put(resource)
    }
  }

  /// What is said when the evaluation is to be renewed; it does not tell what else is out.
  static func renewal(_ code: String, clauses: [ClauseID]) -> Reason {
    Reason(
      code, clauses: clauses, zh: "评估正在更新，请稍后再试",
      en: "the evaluation is being renewed; try again in a while")
  }
}

extension Release {
  /// Whether tables were let out since it was evaluated.
  package func isBehind(memory version: Int) -> Bool {
    guard kind.isTable, let evaluation else { return false }
    return (evaluation.memory ?? 0) != version
  }
}
