// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The records, accounts and entries of the fake platform.
enum FakeRecords {
  /// Accounts by login.
  static let actors: [String: Actor] = [
    "clerk": actor(1, [.implementingBody]), "auditor": actor(2, [.auditor]),
    "admin": actor(3, [.systemAdministrator]), "signer": actor(4, [.grantor]),
    "checker": actor(5, [.egressChecker]), "assessor": actor(6, [.dataAuthority]),
    "filer": actor(7, [.financeAuthority]), "operator": actor(8, [.operator]),
  ]

  /// The id of an organisation.
  static let bureau = id("ORG", 1)

  /// An id made of a small number.
  static func id(_ prefix: String, _ number: UInt8) -> RecordID {
    RecordID.make(prefix: prefix, random: [UInt8](repeating: 0, count: 15) + [number])
  }

  private static func actor(_ number: UInt8, _ capacities: Set<Capacity>) -> Actor {
    Actor(account: id("ACC", number), organisation: bureau, place: "ezhou", capacities: capacities)
  }

  /// Records by table.
  static let all: [String: [JSON]] = [
    "note": [
      note(1, "鄂州停车数据", "open", due: "2026-11-01", fen: 123_456_789),
      note(2, "=HYPERLINK(\"http://x\")", "closed", due: nil, fen: -50),
      note(3, "<script>alert('x')</script> & \"quoted\"", "open", due: "2026-12-31", fen: 0),
    ],
    "organisation": [
      [
        "id": .string(bureau.rawValue), "place": "ezhou", "state": "active",
        "name": "鄂州市数据局",
      ]
    ],
    "ghost": [],
  ]

  private static func note(
    _ number: UInt8, _ title: String, _ state: String, due: String?, fen: Int64
  ) -> JSON {
    var members: [String: JSON] = [
      "id": .string(id("NTE", number).rawValue), "place": "ezhou", "title": .string(title),
      "state": .string(state), "owner": .string(bureau.rawValue), "amount": .int(fen),
      "isUrgent": .bool(number == 1), "remark": "只给审计看", "undeclared": "not for pages",
      "tags": ["甲", "乙"], "madeAt": "2026-11-21T03:00:00.000Z",
      "parts": [["item": "A", "share": 1], ["item": "B", "share": 2]],
      "failureClass": number == 1 ? "outOfMemory" : "forbidden",
    ]
    members["dueOn"] = due.map { .string($0) }
    return .object(members)
  }

  /// Entries by subject.
  static let history: [String: [HistoryItem]] = [
    id("NTE", 1).rawValue: [
      HistoryItem(
        sequence: 2, entry: 17,
        content: [
          "type": "note.close", "outcome": "refused", "at": "2026-11-20T16:30:00.000Z",
          "actor": .string(id("ACC", 1).rawValue), "organisation": .string(bureau.rawValue),
          "clock": "manual",
          "reasons": [
            ["code": "note.closed", "clauses": ["EZ-02.1-c"], "field": "note"],
            ["code": "capacity.missing", "clauses": []],
          ],
        ]),
      HistoryItem(
        sequence: 1, entry: 9,
        content: [
          "type": "note.write", "outcome": "allowed", "at": "2026-11-19T01:00:00.000Z",
          "on": "2026-11-18", "actor": .string(id("ACC", 1).rawValue),
          "organisation": .string(bureau.rawValue), "clauses": ["EZ-02.6-i"],
        ]),
    ]
  ]

  /// A record as a listing shows it: hidden members are left out.
  static func shown(_ record: JSON, _ listing: Listing, _ actor: Actor) -> JSON {
    let hidden = listing.hidden(from: actor)
    return .object((record.object ?? [:]).filter { !hidden.contains($0.key) })
  }

  /// Whether a record meets a condition; enough for what pages ask.
  static func matches(_ record: JSON, _ condition: Condition) -> Bool {
    let value = record[condition.column] ?? .null
    switch condition.test {
    case .equal where condition.value.array != nil:
      return condition.value.array?.contains(value) ?? false
    case .equal: return value == condition.value || value == .bool(condition.value == .int(1))
    case .greater: return (value.string ?? "") > (condition.value.string ?? "")
    case .like: return Condition.isListed(condition.value.string ?? "", in: value.string ?? "")
    case .lessOrEqual: return (value.string ?? "") <= (condition.value.string ?? "")
    case .greaterOrEqual: return (value.string ?? "") >= (condition.value.string ?? "")
    case .less: return value.string.map { $0 < condition.value.string ?? "" } ?? false
    case .notEqual: return false
    }
  }
}
