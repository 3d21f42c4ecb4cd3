// SPDX-License-Identifier: Apache-2.0
package import Core

/// One noun of the platform: what it declares, gathered.
package protocol Noun {
  /// Its tables.
  static var records: [AnyRecord] { get }
  /// Its actions.
  static var actions: [AnyAction] { get }
  /// Its event types.
  static var events: [any DomainEvent.Type] { get }
  /// Its listings.
  static var listings: [Listing] { get }
}

/// A record type in the list of all tables.
package struct AnyRecord: Sendable {
  /// Its table.
  package let table: TableSpec
  /// Checks that a document decodes as the record and gives its parties.
  package let parties: @Sendable (JSON) throws -> [RecordID]

  /// The case on which a record hangs; nil for records that hang on none.
  package let caseFile: (@Sendable (RecordID, any RecordReader) throws -> CaseFile?)?

  /// The place to which a record belongs; nil where there is none of this id, or it has no place.
  let place: @Sendable (RecordID, any RecordReader) throws -> String?

  /// Lists a record type.
  package init<R: Record>(_ type: R.Type) {
    table = R.table
    parties = { try $0.decode(R.self).parties }
    place = { id, read in try Self.place(of: try read.find(R.self, id)) }
    caseFile = nil
  }

  /// Lists a record type whose acts are decided by the rules under which its case began.
  package init<R: CaseBound>(_ type: R.Type) {
    table = R.table
    parties = { try $0.decode(R.self).parties }
    place = { id, read in try Self.place(of: try read.find(R.self, id)) }
    caseFile = { id, read in try read.find(R.self, id)?.caseFile(read) }
  }

  private static func place(of record: (some Record)?) throws -> String? {
    try record.map { try JSON(encoding: $0) }?["place"]?.string
  }
}

/// All that the nouns declare.
package struct Registry: Sendable {
  /// Tables by name.
  package let records: [String: AnyRecord]
  /// Actions by name.
  package let actions: [String: AnyAction]
  /// Event types by type name.
  package let events: [String: any DomainEvent.Type]
  /// Listings by plural.
  package let listings: [String: Listing]
  /// Tables by the prefix of their ids.
  let byPrefix: [String: AnyRecord]

  /// Gathers nouns; two declarations of one name are a programmer's error.
  package init(_ nouns: [any Noun.Type]) {
    var records: [String: AnyRecord] = [:]
    var actions: [String: AnyAction] = [:]
    var events: [String: any DomainEvent.Type] = [:]
    var listings: [String: Listing] = [:]
    for noun in nouns {
      for record in noun.records {
        precondition(records.updateValue(record, forKey: record.table.name) == nil)
      }
      for action in noun.actions {
        precondition(actions.updateValue(action, forKey: action.info.name) == nil)
      }
      for event in noun.events {
        precondition(events.updateValue(event, forKey: event.type) == nil)
      }
      for listing in noun.listings {
        precondition(listings.updateValue(listing, forKey: listing.plural) == nil)
      }
    }
    self.records = records
    // Two tables of one prefix are a programmer's error too: an id would not say where it belongs.
    byPrefix = Dictionary(uniqueKeysWithValues: records.values.map { ($0.table.prefix, $0) })
    self.actions = actions
    self.events = events
    self.listings = listings
  }

  /// The place to which a record belongs; nil where there is none of this id, or it has no place.
  package func place(of id: RecordID, _ read: any RecordReader) throws -> String? {
    try byPrefix[id.prefix]?.place(id, read)
  }

  /// The actions that act upon a table's records, by name.
  package func actions(on table: String) -> [AnyAction] {
    actions.values.filter { $0.info.on == table }.sorted { $0.info.name < $1.info.name }
  }
}
