// SPDX-License-Identifier: Apache-2.0

/// One call of a product as it came in.
package struct ProductCall: Sendable {
  /// The most parameters.
  package static let parametersMax = 32
  /// The longest name or value of a parameter, in bytes of UTF-8.
  package static let parameterBytesMax = 1_000

  /// The key's secret, nil when the caller showed none.
  package let secret: String?
  /// The product's id as it stands in the address.
  package let product: String
  /// The version as it stands in the address, nil when it is no number.
  package let version: Int?
  /// The parameters in the order in which they came.
  package let parameters: [(name: String, value: String)]
  /// The caller's own id of the request.
  package let requestID: String?

  /// Makes a call.
  package init(
    secret: String?, product: String, version: Int?,
    parameters: [(name: String, value: String)], requestID: String? = nil
  ) {
    self.secret = secret
    self.product = product
    self.version = version
    self.parameters = parameters
    self.requestID = requestID
  }

  /// Whether a text can be a key's secret: 16 to 200 visible ASCII characters.
  static func isSecret(_ text: String) -> Bool {
    (16...200).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}
