// SPDX-License-Identifier: Apache-2.0
package import Core

/// What a caller asks of a listing.
package struct ListingRequest: Sendable {
  /// Conditions on declared columns.
  package var filters: [Condition]
  /// The column to sort by; id when nil.
  package var sort: String?
  /// Whether the sort is from high to low.
  package var descending: Bool
  /// Words to look for in the shown members.
  package var search: String?
  /// Where the last page ended.
  package var cursor: String?
  /// Rows wanted, 1 to 500.
  package var limit: Int
  /// Whether all rows are counted; without it the total is that of the page.
  package var isCounted: Bool
  /// Whether rows beyond the actor's own that are public belong to it, as the public sees them.
  package var alsoPublic: Bool
  /// Whether rows of authorities below the actor's own are left out, as in a list of tasks.
  package var isOfOwnPlace = false

  /// The most rows of one page.
  package static let limitMax = 500

  /// Asks for a page.
  package init(
    filters: [Condition] = [], sort: String? = nil, descending: Bool = false,
    search: String? = nil, cursor: String? = nil, limit: Int = 50, isCounted: Bool = true,
    alsoPublic: Bool = false
  ) {
    self.filters = filters
    self.sort = sort
    self.descending = descending
    self.search = search
    self.cursor = cursor
    self.limit = min(max(limit, 1), ListingRequest.limitMax)
    self.isCounted = isCounted
    self.alsoPublic = alsoPublic
  }

  /// Takes the listing's own order where none is asked for.
  package mutating func order(of listing: Listing) {
    guard sort == nil, let newest = listing.newestBy else { return }
    sort = newest
    descending = true
  }
}

/// One page of a listing.
package struct ListingPage: Sendable {
  /// The documents, hidden members left out.
  package let items: [JSON]
  /// Where to go on, nil at the end.
  package let next: String?
  /// How many rows there are in all, counted up to 10,000; those of the page where no
  /// count was asked for.
  package let total: Int

  /// Makes a page.
  package init(items: [JSON], next: String?, total: Int) {
    self.items = items
    self.next = next
    self.total = total
  }
}

/// What is wrong with a listing request.
package enum ListingProblem: Error, Hashable, Sendable {
  /// Nobody may read this listing without the capacity.
  case notAllowed
  /// A filter or the sort names no declared column.
  case unknownColumn(String)
  /// The cursor was not made by this listing.
  case badCursor
}
