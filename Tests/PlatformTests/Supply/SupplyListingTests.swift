// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Regulation
import Testing

@Suite struct SupplyListingTests {
  private let listings = Supply.listings + Workspaces.listings

  @Test func `operators, developers and units see their own rows only`() {
    for listing in listings {
      for capacity in [Capacity.operator, .developer, .sourceUnit, .platformOperator] {
        guard let scope = listing.scopes[capacity] else { continue }
        #expect(scope == .party, "\(listing.plural) for \(capacity)")
      }
      #expect(listing.scopes[.systemAdministrator] == nil)
      #expect(listing.scopes[.securityAdministrator] == nil)
      #expect(listing.publicScope == nil)
    }
  }

  @Test func `jobs and deliveries come newest first, and are sorted by time and number`() throws {
    let newest = [
      "jobs": "submittedAt", "batches": "deliveredOn", "imports": "requestedOn",
    ]
    for listing in listings {
      #expect(listing.newestBy == newest[listing.plural])
      var request = ListingRequest()
      request.order(of: listing)
      #expect(request.sort == listing.newestBy && request.descending == (request.sort != nil))
      var asked = ListingRequest(sort: "state")
      asked.order(of: listing)
      #expect(asked.sort == "state" && !asked.descending)
    }
    let batches = try #require(listings.first { $0.plural == "batches" })
    let names = batches.queryable(by: try SupplyCase().owner).map(\.name)
    #expect(Set(names).isSuperset(of: ["deliveredOn", "sequence"]))
    #expect(batches.columns.contains { $0.name == "failureClass" && $0.inList })
  }

  @Test func `nobody is told where bytes lie`() throws {
    let platform = try SupplyCase().platform
    for listing in listings
    where ["dataset-versions", "grants", "outputs"].contains(listing.plural) {
      for capacity in Capacity.allCases {
        let actor = Actor(
          account: platform.system.account, organisation: platform.system.organisation,
          place: "ezhou", capacities: [capacity])
        #expect(listing.hidden(from: actor).contains("vaultObject"))
      }
    }
  }

  @Test func `profiles of values and bad rows are the unit's alone`() throws {
    let supply = try SupplyCase()
    let versions = try #require(listings.first { $0.plural == "dataset-versions" })
    for actor in [supply.owner, supply.bureau, supply.chain.developer] {
      #expect(versions.hidden(from: actor).isSuperset(of: ["profileObject", "badRowsObject"]))
    }
    let hidden = versions.hidden(from: supply.unit)
    #expect(!hidden.contains("profileObject") && !hidden.contains("sheet"))
  }

  @Test func `an operator does not see a sample's risk, those who sign do`() throws {
    let supply = try SupplyCase()
    let grants = try #require(listings.first { $0.plural == "grants" })
    #expect(grants.hidden(from: supply.owner).contains("sample"))
    #expect(!grants.hidden(from: supply.bureau).contains("sample"))
  }

  @Test func `every action refuses who lacks the capacity`() throws {
    let supply = try SupplyCase()
    let nobody = try supply.platform.actor("visitor", .public)
    for action in Supply.actions + Workspaces.actions {
      let outcome = try supply.platform.run(action.info.name, [:], as: nobody)
      guard case .forbidden = outcome else {
        Issue.record("\(action.info.name) is open to everybody")
        continue
      }
      #expect(!action.info.clauses.isEmpty)
    }
  }

  @Test func `a field that names the record acted on refers to its table`() {
    for action in Supply.actions + Workspaces.actions {
      let tables = action.info.fields.compactMap(\.refersTo)
      #expect(action.info.on.map(tables.contains) ?? false, "\(action.info.name)")
    }
  }
}
