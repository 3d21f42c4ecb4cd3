// SPDX-License-Identifier: Apache-2.0
package import Core

/// A payload that was disclosed together with its salt, to be held against its commitment.
package struct CommittedPayload: Hashable, Sendable {
  /// Which event of which entry.
  package struct Place: Hashable, Sendable {
    /// The entry's index in the ledger.
    package let entry: Int
    /// The event's position in the entry, from 0.
    package let event: Int

    /// Names an event.
    package init(entry: Int, event: Int) {
      self.entry = entry
      self.event = event
    }
  }

  /// Where the commitment stands.
  package let place: Place
  /// The salt of 16 bytes.
  package let salt: [UInt8]
  /// What was committed to.
  package let payload: JSON

  /// Discloses a payload.
  package init(place: Place, salt: [UInt8], payload: JSON) {
    self.place = place
    self.salt = salt
    self.payload = payload
  }

  /// Reads a line `{"entry":7,"event":0,"payload":…,"salt":"<hex>"}`.
  package init(decoding line: [UInt8]) throws(EvidenceError) {
    let json: JSON
    do {
      json = try JSON.parse(line)
    } catch {
      throw .notJSON(error)
    }
    var fields = try FieldReader(json, path: "")
    let entry = try fields.required("entry") { $0.int.flatMap { Int(exactly: $0) } }
    let event = try fields.required("event") { $0.int.flatMap { Int(exactly: $0) } }
    place = Place(entry: entry, event: event)
    salt = try fields.required("salt") { $0.string.flatMap(Hex.decode) }
    payload = try fields.required("payload") { $0 }
    try fields.finish()
  }
}
