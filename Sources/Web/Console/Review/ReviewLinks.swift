// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation

/// The documents of a release that its reader may open now, as links beside the actions.
enum ReviewLinks {
  /// The links; none for records of other kinds.
  static func all(of record: JSON, in listing: Listing, for actor: Actor, _ visit: Visit) -> [JSON]
  {
    guard listing.table.name == Release.table.name, let id = record["id"]?.string,
      let state = record["state"]?.string
    else { return [] }
    let path = "/console/\(listing.plural)/\(id)"
    if actor.holds(.egressChecker), state == Release.State.reviewing.rawValue {
      let label = LocalText(zh: "查看审核材料", en: "Look at what is under review")
      return [link("\(path)/review", label, visit)]
    }
    let kind = record["kind"]?.string.flatMap(ReleaseKind.init(rawValue:))
    guard actor.holds(.operator), state == Release.State.released.rawValue, kind?.isFile == true,
      record["operator"]?.string == actor.organisation.rawValue
    else { return [] }
    return [
      link("\(path)/documents/file", LocalText(zh: "取已放行文件", en: "Take the released file"), visit)
    ]
  }

  private static func link(_ path: String, _ label: LocalText, _ visit: Visit) -> JSON {
    .object(["href": .string(path), "label": .string(visit.say(label))])
  }
}
