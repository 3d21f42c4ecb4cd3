// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import FoundationNetworking

/// The call that is repeated.
struct Call {
  /// The address.
  let address: String
  /// The headers, each `name: value`.
  let headers: [String]

  /// One call: the bytes that the bare handler will give, and their media type.
  func answer() async throws -> (Data, String) {
    guard let url = URL(string: address) else { throw ValidationError("--url is no address") }
    var request = URLRequest(url: url)
    for line in headers {
      let parts = line.split(separator: ":", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard parts.count == 2 else { throw ValidationError("--header is `name: value`") }
      request.setValue(parts[1], forHTTPHeaderField: parts[0])
    }
    let (body, response) = try await URLSession.shared.data(for: request)
    guard let response = response as? HTTPURLResponse, response.statusCode == 200 else {
      throw BenchError("the call was not answered with 200; check --url and --header")
    }
    return (body, response.value(forHTTPHeaderField: "Content-Type") ?? "application/json")
  }
}
