// SPDX-License-Identifier: Apache-2.0
import Core
import Hummingbird
import Platform
import Regulation

/// Collections, records and their histories for every declared listing.
struct ListingRoutes {
  /// The running platform.
  let platform: any PlatformService

  /// Adds the routes.
  func add(to router: Router<WebContext>) {
    for listing in platform.registry.listings.values {
      add(listing, to: router)
    }
    router.get("/api/v1/ledger/{index}") { _, context in
      try await entry(context)
    }
    router.get("/api/v1/ledger/{index}/proof") { _, context in
      guard let index = Int(try context.parameters.require("index")),
        let proof = try await platform.proof(ofEntry: index)
      else { throw Problem.notFound }
      return Response(
        status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
        body: ResponseBody(byteBuffer: .init(string: proof)))
    }
  }

  private func add(_ listing: Listing, to router: Router<WebContext>) {
    let path = RouterPath("/api/v1/\(listing.plural)")
    router.get(path) { request, context in
      let query = try ListingParameters(request, listing)
      let page = try await platform.page(listing, for: try caller(context, listing), query.request)
      return JSONAnswer(
        .object([
          "items": .array(page.items.map(query.project)),
          "next": page.next.map { .string($0) } ?? .null,
          "total": .int(Int64(page.total)),
        ]))
    }
    router.get(RouterPath("/api/v1/\(listing.plural)/{id}")) { request, context in
      let query = try ListingParameters(request, listing)
      guard let id = RecordID(try context.parameters.require("id")),
        let record = try await platform.visible(listing, for: try caller(context, listing), id: id)
      else { throw Problem.notFound }
      return JSONAnswer(query.project(record))
    }
    router.get(RouterPath("/api/v1/\(listing.plural)/{id}/history")) { request, context in
      _ = try await record(listing, context)
      return JSONAnswer(try await history(request, context))
    }
  }

  private func caller(_ context: WebContext, _ listing: Listing) throws -> Actor? {
    guard context.actor != nil || listing.publicScope != nil else { throw Problem.notSignedIn }
    return context.actor
  }

  /// A record of the caller's own scope, whose history it may see.
  private func record(_ listing: Listing, _ context: WebContext) async throws -> JSON {
    let actor = try caller(context, listing)
    guard let id = RecordID(try context.parameters.require("id")),
      let record = try await platform.record(listing, for: actor, id: id)
    else { throw Problem.notFound }
    return record
  }

  private func history(_ request: Request, _ context: WebContext) async throws -> JSON {
    guard let actor = context.actor else { throw Problem.notSignedIn }
    guard let id = RecordID(try context.parameters.require("id")) else { throw Problem.notFound }
    let cursor = request.uri.queryParameters["cursor"]
    let before = cursor.flatMap { Int($0) }
    guard cursor == nil || before != nil else { throw Problem(ListingProblem.badCursor) }
    let items = try await platform.history(of: id, before: before, limit: 100)
    let next: JSON =
      items.count == 100 ? items.last.map { .string(String($0.sequence)) } ?? .null : .null
    return .object([
      "items": .array(
        items.map { item in
          .object([
            "sequence": .int(Int64(item.sequence)), "entry": .int(Int64(item.entry)),
            "content": item.content(for: actor),
          ])
        }),
      "next": next,
    ])
  }

  /// One entry of the own place or of an authority below it: for the three who supervise.
  private func entry(_ context: WebContext) async throws -> Response {
    let readers: Set<Capacity> = [.auditAdministrator, .auditor, .supervisingAuthority]
    guard let actor = context.actor else { throw Problem.notSignedIn }
    guard !readers.isDisjoint(with: actor.capacities) else { throw Problem(.notAllowed) }
    guard let index = Int(try context.parameters.require("index")),
      let bytes = try await platform.entry(index),
      let place = try JSON.parse(bytes)["place"]?.string, PlaceKey.isWithin(place, actor.place)
    else { throw Problem.notFound }
    return Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: .init(bytes: bytes)))
  }
}
